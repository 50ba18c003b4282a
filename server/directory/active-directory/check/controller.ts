import type { Entry } from 'ldapts'
import { type DomainNames, sameDn } from '../domain.ts'
import { text, texts } from '../entry.ts'
import type { Endpoint } from '../options.ts'
import { type History, policyHintsIn } from '../policy-hints.ts'
import { type Finding, findingsAbout } from './finding.ts'

/** What a controller says of itself, MS-ADTS 3.1.1.3.2. */
export const controllerAttributes = ['defaultNamingContext', 'dsServiceName', 'currentTime', 'supportedCapabilities', 'supportedControl'] as const

// MS-ADTS 3.1.1.3.4.3.5: a controller that keeps a partial set of secrets, which is read-only.
const PARTIAL_SECRETS = '1.2.840.113556.1.4.1920'

/** Seconds. A minute is more than any that keeps time is off; at five Kerberos lets nobody in (MS-KILE 3.1.1.2). */
const OFF = 60
const KERBEROS = 300

/** @param now milliseconds since 1970 */
export function controllerFindings({ host, port }: Endpoint, root: Entry, domain: DomainNames, history: History, now: number): Finding[] {
  const { ok, warning, missing } = findingsAbout(`${host}:${port}`)
  const context = text(root, 'defaultNamingContext') ?? 'none'
  const readOnly = texts(root, 'supportedCapabilities').includes(PARTIAL_SECRETS)
  const controls = texts(root, 'supportedControl')
  return [
    sameDn(context, domain.root)
      ? ok('domain', `is a controller of ${domain.root}`)
      : missing('domain', `is a controller of ${context}, not of ${domain.root}`, '`base` must end with the domain of its controllers'),
    clockFinding(),
    readOnly
      ? warning('read-only', 'is read-only: people are looked up there and never changed', 'name a writable controller too')
      : ok('read-only', 'is writable'),
    historyFinding(),
  ]

  function historyFinding(): Finding {
    if (policyHintsIn((oid) => controls.includes(oid)) !== undefined) return ok('history', 'keeps to the password history and the least age in a reset (policy hints)')
    const says = 'does not look at the password history in a reset (no policy hints)'
    const update = 'update the controller: Windows Server 2012 R2 and Samba 4.24 do'
    return history === 'required'
      ? missing('history', `${says}, and the settings require it: no new password can be set there`, `${update}; or \`history: where-possible\``)
      : warning('history', `${says}: a password that was used before is taken there`, update)
  }

  function clockFinding(): Finding {
    const clock = timeOf(text(root, 'currentTime'))
    if (clock === undefined) return warning('clock', 'does not tell its time', 'w32tm /query /status, on the controller')
    const off = Math.round(Math.abs(clock - now) / 1_000)
    const says = `its clock and ours are ${off} s apart`
    if (off < OFF) return ok('clock', says)
    const mend = 'on the controller: w32tm /resync; here: timedatectl (System clock synchronized must be yes)'
    return off < KERBEROS ? warning('clock', says, mend) : missing('clock', `${says}: Kerberos lets nobody in at five minutes`, mend)
  }
}

/** @returns milliseconds since 1970 for a generalized time in UTC (RFC 4517 §3.3.13): `20260504100000.0Z` */
function timeOf(written = ''): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/u.exec(written)?.slice(1)
  if (!parts) return undefined
  const [year = 0, month = 1, ...rest] = parts.map(Number)
  return Date.UTC(year, month - 1, ...rest)
}
