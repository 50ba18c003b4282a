import { type Finding, findingsOf } from './finding.ts'

const { ok, warning, wrong, notChecked } = findingsOf('clock')

/** Seconds. Half of what Kerberos bears at most by default (MS-KILE 3.3.5.6); from there on the directory refuses sign-ins. */
const NOTICED = 150
const REFUSED = 300

/**
 * @param date the server's, as its answer has it (RFC 9110 §6.6.1); @param now milliseconds, by this machine's clock, when the answer came
 * The clock counts for nothing in what client and server prove to each other; for certificates and sign-ins to Windows it does.
 */
export function clockFinding(date: string | undefined, now: number): Finding {
  const server = Date.parse(date ?? '')
  if (Number.isNaN(server)) return notChecked('the answer has no date')
  const seconds = Math.round((now - server) / 1000)
  const facts = { secondsAhead: seconds }
  const off = Math.abs(seconds)
  const how = `${inWords(off)} ${seconds < 0 ? 'behind' : 'ahead of'} the server's`
  if (off < NOTICED) return ok(off < 3 ? "as the server's" : how, facts)
  const mend = "set this machine's clock, or what sets it (a domain controller, as a rule); the server's if that one is wrong"
  return off < REFUSED ? warning(how, mend, facts) : wrong(`${how}: Windows refuses sign-ins`, mend, facts)
}

function inWords(seconds: number): string {
  const [amount, unit] = seconds < 120 ? [seconds, 'second'] : seconds < 7200 ? [seconds / 60, 'minute'] : seconds < 172_800 ? [seconds / 3600, 'hour'] : [seconds / 86_400, 'day']
  const whole = Math.round(amount)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}
