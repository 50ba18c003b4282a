import { isIP } from 'node:net'
import { checkServerIdentity, connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { trusting } from '../../../groundwork/outgoing/trust.ts'
import { TimeUp } from './deadline.ts'
import type { Endpoint, SignIn } from './options.ts'

// Firewalls forget idle connections without a word. Milliseconds; Node asks ten times a second apart before it gives up.
const KEEP_ALIVE_AFTER = 30_000

/**
 * Opens a TLS connection to the directory, its certificate verified.
 * @returns the socket after its handshake; errors from then on are its owner's
 * @throws DirectoryProblem `unreachable`, with the cause in words for an administrator
 */
export function secureSocket({ host, port, address }: Endpoint, { ca }: SignIn, deadline: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...trust(ca, host), host: address ?? host, port })
    const giveUp = () => socket.destroy(new TimeUp())
    deadline.addEventListener('abort', giveUp, { once: true })
    socket.once('error', (error: Error) => {
      deadline.removeEventListener('abort', giveUp)
      reject(new DirectoryProblem('unreachable', `${host}:${port}: ${causeOf(error)}`))
    })
    socket.once('secureConnect', () => {
      deadline.removeEventListener('abort', giveUp)
      socket.setKeepAlive(true, KEEP_ALIVE_AFTER)
      resolve(socket)
    })
  })
}

function trust(ca: string | undefined, host: string): ConnectionOptions {
  return {
    secureContext: trusting(ca),
    // Said, because a variable of the environment can turn the default off.
    rejectUnauthorized: true,
    // RFC 6066 §3: an address is no server name.
    ...(isIP(host) ? {} : { servername: host }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  }
}

function causeOf(error: Error): string {
  if (error instanceof TimeUp) return error.message
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  return distrust.test(code) ? `its certificate is not trusted (${code})` : code
}

// OpenSSL's X509_V_ERR_* as Node spells them, and Node's own for a name that does not fit.
const distrust = /CERT|SIGNATURE|ISSUER|ALTNAME|^INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH/
