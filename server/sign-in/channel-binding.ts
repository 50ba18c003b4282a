import { createHash, X509Certificate } from 'node:crypto'

/**
 * What a browser binds a ticket to when it speaks to a server with this certificate: `tls-server-end-point` (RFC 5929 §4).
 * @param certificate PEM; the first one counts
 * @returns in base64; undefined where the RFC does not say how: a signature without one hash of its own, such as Ed25519
 */
export function endPointBinding(certificate: string): string | undefined {
  const { raw, signatureAlgorithm } = new X509Certificate(certificate)
  const hash = hashOf(signatureAlgorithm ?? '')
  return hash && Buffer.concat([Buffer.from('tls-server-end-point:'), createHash(hash).update(raw).digest()]).toString('base64')
}

/** @param algorithm as OpenSSL names it: `sha256WithRSAEncryption`, `ecdsa-with-SHA384` */
function hashOf(algorithm: string): string | undefined {
  const named = /^(md5|sha\d+)WithRSAEncryption$|^ecdsa-with-(SHA\d+)$/iu.exec(algorithm)
  const hash = (named?.[1] ?? named?.[2])?.toLowerCase()
  // Of the two that are broken the RFC takes SHA-256 instead.
  return hash === 'md5' || hash === 'sha1' ? 'sha256' : hash
}
