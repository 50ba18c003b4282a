import { BLANK_LINE, MOST_OCTETS } from './message.ts'

export class BrokenStream extends Error {}

/**
 * Cuts what a stream carries into messages (RFC 3261 §18.3): there each must say how long it is.
 * @returns takes the next octets and gives what is whole. @throws BrokenStream when it is not known where a message ends: nothing after it has a meaning
 */
export function cutter(): (octets: Buffer) => Buffer[] {
  let left: Buffer = Buffer.alloc(0)
  return (octets) => {
    left = Buffer.concat([left, octets])
    const whole: Buffer[] = []
    for (;;) {
      left = withoutEmptyLines(left)
      const end = left.indexOf(BLANK_LINE)
      if (end < 0) break
      const size = end + BLANK_LINE.length + lengthIn(left.toString('latin1', 0, end))
      if (size > MOST_OCTETS) throw new BrokenStream('a message longer than any')
      if (left.length < size) break
      whole.push(left.subarray(0, size))
      left = left.subarray(size)
    }
    if (left.length > MOST_OCTETS) throw new BrokenStream('a message longer than any')
    return whole
  }
}

/** Between messages they are signs of life. */
function withoutEmptyLines(octets: Buffer): Buffer {
  let at = 0
  while (octets[at] === 13 || octets[at] === 10) at += 1
  return octets.subarray(at)
}

function lengthIn(head: string): number {
  const [first, ...more] = head.split('\r\n').flatMap((line) => /^(?:content-length|l)[ \t]{0,20}:[ \t]{0,20}(\d{1,6})[ \t]{0,20}$/iu.exec(line)?.[1] ?? [])
  if (first === undefined || more.some((other) => other !== first)) throw new BrokenStream('a message of no known length')
  return Number(first)
}
