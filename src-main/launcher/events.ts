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
  'device-not-enrolled': 5,
  'enrolment-answered': 6,
  'content-policy-violated': 7,
  'bug': 8,
}

/** @returns takes each line of the log, "warn page-lost why=…", and tells those that are in the list */
export function telling(tell: (number: number, text: string) => void): (line: string) => void {
  let told = 0
  return (line) => {
    const [, event = ''] = line.split(' ', 2)
    const number = toldEvents[event]
    if (number === undefined || told >= MOST) return
    told += 1
    tell(number, line.slice(0, 1000))
  }
}
