/** Lines of a run that are told at most; a page that fails in a loop fills no event log. */
const MOST = 20

/**
 * The events of the log that an administrator of workstations wants to see without the machine's files, by stable numbers. The launcher
 * writes them as its own event 50, with number and line. They are redacted, as every line of the log (log/redact.ts).
 */
export const toldEvents: Readonly<Record<string, number>> = {
  'setting-wrong': 1,
  'request-failed': 2,
  'page-lost': 3,
  'device-counts-as-none': 4,
  'enrolment-answered': 5,
  'content-policy-violated': 6,
  'bug': 7,
}

/**
 * Why this machine could not be enrolled, as the launcher writes it into its own event of that number. Where the text begins with
 * "refused" it does not offer an enrolment with that code again: each try counts against everybody behind the same address.
 */
export const NOT_ENROLLED = 41

/** @returns takes each line of the log, "warn page-lost why=…", and tells those that are in the list */
export function telling(tell: (number: number, text: string) => void): (line: string) => void {
  let told = 0
  return (line) => {
    const [, event = ''] = line.split(' ', 2)
    const number = Object.hasOwn(toldEvents, event) ? toldEvents[event] : undefined
    if (number === undefined || told >= MOST) return
    told += 1
    tell(number, line.slice(0, 1000))
  }
}
