import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/**
 * Whom our own connections believe. Make it once for each peer: hundreds of certificates take thirty milliseconds to read, in
 * which nobody is answered.
 * @param ca PEM that is trusted instead; without it what Node and the machine trust, for Node's own list lacks what a company
 *   gave its machines
 */
export const trusting = (ca: string | undefined): SecureContext =>
  createSecureContext({ ca: ca ?? [...getCACertificates('default'), ...getCACertificates('system')], minVersion: 'TLSv1.2' })
