import type { Header } from './message.ts'

/** RFC 3261 §7.3.3: names that may be written as one letter. Those that we read. */
const short: Readonly<Record<string, string>> = { i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type', e: 'content-encoding', f: 'from', k: 'supported', t: 'to', v: 'via' }

const MOST_HEADERS = 200

/** §7.3.1. @returns the names in small letters and in full, the values on one line; undefined when a line is none, or holds what no text holds */
export function headersIn(lines: string): readonly Header[] | undefined {
  const unfolded = lines.replace(/\r\n[ \t]/gu, ' ')
  // Control characters have no place in a header, and would have one in what we send back.
  if (/[\0-\x08\x0a-\x1f\x7f]/u.test(unfolded.replaceAll('\r\n', ''))) return undefined
  const each = unfolded === '' ? [] : unfolded.split('\r\n', MOST_HEADERS + 1)
  if (each.length > MOST_HEADERS) return undefined
  const headers: Header[] = []
  for (const line of each) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase()
    if (!/^[a-z0-9\-.!%*_+`'~]{1,60}$/u.test(name)) return undefined
    headers.push([short[name] ?? name, line.slice(colon + 1).trim()])
  }
  return headers
}
