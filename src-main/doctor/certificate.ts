import type { Certificate } from 'electron'
import { chainOf } from '../api/certificates.ts'
import { type Finding, findingsOf } from './finding.ts'

const { ok, wrong } = findingsOf('certificate')

/** A certificate as Electron shows it; the last of a chain has nobody above it, whatever Electron's own type says. */
export type Seen = Pick<Certificate, 'subjectName' | 'issuerName' | 'validStart' | 'validExpiry' | 'fingerprint'> & { issuerCert?: Seen | undefined }

/**
 * @param seen what the server, or a proxy in its place, showed; @param verdict Chromium's, such as "net::ERR_CERT_DATE_INVALID"; "net::OK" is fine
 * @param now milliseconds, by this machine's clock
 */
export function certificateFinding(seen: Seen, verdict: string, host: string, now: number): Finding {
  const chain = chainOf(seen)
  const facts = { verdict, chain: chain.map(({ subjectName, issuerName, validStart, validExpiry, fingerprint }) => ({ subjectName, issuerName, validFrom: day(validStart), validUntil: day(validExpiry), fingerprint })) }
  const line = `${chain.map(({ subjectName }) => `"${subjectName}"`).join(' issued by ')}${chain.at(-1)?.subjectName === chain.at(-1)?.issuerName ? '' : ` issued by "${chain.at(-1)?.issuerName ?? ''}"`}, valid from ${day(seen.validStart)} until ${day(seen.validExpiry)}`
  const bad = (why: string, mend: string) => wrong(`${line}\n${why} (${verdict.replace(/^net::/, '')})`, mend, facts)

  if (/(?:^|::)OK$/.test(verdict)) return ok(line, facts)
  if (/DATE_INVALID/.test(verdict)) {
    const early = now < seen.validStart * 1000
    return bad(`it is not valid ${early ? 'yet' : 'any more'} on ${day(now / 1000)}, which is today by this machine's clock`, `if that is not today, set this machine's clock; otherwise renew the certificate`)
  }
  if (/COMMON_NAME_INVALID/.test(verdict)) return bad(`it is not for ${host}`, `a certificate that names ${host}, or the name that it has in the setting "server"`)
  if (/AUTHORITY_INVALID/.test(verdict)) return bad("this machine does not trust who issued it", "add the authority to this machine's trusted ones, for all accounts; where a proxy opens TLS, it is the proxy's")
  if (/PINNED_KEY/.test(verdict)) return bad('none of the keys in it is one of the pins in the settings', 'the pins of the keys that the server really has, in the setting "pins"; a proxy that opens TLS cannot be pinned')
  if (/REVOKED/.test(verdict)) return bad('it was revoked', 'a new certificate')
  return bad('this machine does not accept it', 'another certificate; docs/operations.md says what it needs')
}

/** Whoever issues a certificate writes what they like: a day that no calendar has is no reason to end. */
function day(seconds: number): string {
  const at = new Date(seconds * 1000)
  return Number.isNaN(at.getTime()) ? 'no day of a calendar' : at.toISOString().slice(0, 10)
}
