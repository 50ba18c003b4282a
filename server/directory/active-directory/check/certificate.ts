import { isIP } from 'node:net'
import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls'
import { trusting } from '../../../../groundwork/outgoing/trust.ts'
import { TimeUp } from '../deadline.ts'
import type { Endpoint } from '../options.ts'
import { type Finding, findingsAbout } from './finding.ts'

const DAY = 86_400_000
/** Days before its end at which a certificate that renews itself should have done so. */
const SOON = 30

type Seen = { readonly certificate: PeerCertificate; /** OpenSSL's name for why it is not trusted. */ readonly distrust: string | undefined }

/**
 * Looks at a controller's certificate: the authority, the name, the end.
 * @param now milliseconds since 1970
 * @returns what was found; the connection is closed, and nothing was sent over it
 */
export async function certificateFindings(controller: Endpoint, ca: string | undefined, deadline: AbortSignal, now: number): Promise<Finding[]> {
  const { host, port } = controller
  const { ok, warning, missing } = findingsAbout(`${host}:${port}`)
  const seen = await look(controller, ca, deadline).catch((error: unknown) => codeOf(error))
  if (typeof seen === 'string') {
    return [missing('reach', `${controller.address ?? host} does not answer with TLS on port ${port} (${seen})`,
      `on the controller: Test-NetConnection ${host} -Port ${port}; certutil -dcinfo verify (without a certificate it does not listen)`)]
  }
  const reached = ok('reach', `answers with TLS on port ${port}`)
  const { certificate, distrust } = seen
  const left = Math.floor((Date.parse(certificate.valid_to) - now) / DAY)
  if (left < 0) return [reached, missing('certificate', `its certificate ended ${-left} days ago, on ${certificate.valid_to}`, 'on the controller: certutil -pulse (or issue it a new one), then restart it')]
  if (distrust !== undefined) {
    return [reached, missing('certificate', `its certificate is from ${issuerOf(certificate)}, which is not trusted (${distrust})`,
      'on the authority: certutil -ca.cert ca.cer; here: openssl x509 -inform der -in ca.cer -out domain-ca.pem, and name that file in `caFile` of the domain')]
  }
  const wrongName = checkServerIdentity(host, certificate)
  if (wrongName) {
    return [reached, missing('certificate', `its certificate is not for ${host} but for ${namesOf(certificate)}`, 'write one of these names as `host` of the controller, and where it lives as `address` if it cannot be resolved')]
  }
  const says = `its certificate is for ${host}, from ${issuerOf(certificate)}, and good for ${left} more days`
  return [reached, left < SOON ? warning('certificate', says, 'on the controller: certutil -pulse (or issue it a new one)') : ok('certificate', says)]
}

function look({ host, port, address }: Endpoint, ca: string | undefined, deadline: AbortSignal): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address ?? host, port, secureContext: trusting(ca), ...(isIP(host) ? {} : { servername: host }),
      // So that a certificate that is not trusted can be told about. Nothing is sent here: who signs in does it over another connection.
      rejectUnauthorized: false,
      // The name is judged apart.
      checkServerIdentity: () => undefined,
    })
    const giveUp = () => socket.destroy(new TimeUp())
    deadline.addEventListener('abort', giveUp, { once: true })
    socket.once('error', reject).once('close', () => {
      deadline.removeEventListener('abort', giveUp)
      reject(new TimeUp())
    })
    socket.once('secureConnect', () => {
      // Typed as an Error, it is the text that OpenSSL gives.
      const distrust = socket.authorized ? undefined : `${socket.authorizationError}`
      resolve({ certificate: socket.getPeerCertificate(), distrust })
      socket.destroy()
    })
  })
}

const issuerOf = ({ issuer }: PeerCertificate) => [issuer.CN ?? issuer.O ?? 'an authority without a name'].flat().join(' ')
const namesOf = ({ subjectaltname, subject }: PeerCertificate) => subjectaltname?.replaceAll(/DNS:|IP Address:/g, '') ?? [subject.CN].flat().join(', ')

function codeOf(error: unknown): string {
  if (error instanceof TimeUp) return 'no answer in time'
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}
