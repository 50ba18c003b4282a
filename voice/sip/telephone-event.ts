import type { Packet } from './rtp.ts'

/** RFC 4733 §3.2: events 0 to 11. A to D are on no telephone. */
const keys = '0123456789*#'
export type Key = string

/** Packets of one press that can still come late. */
const REMEMBERED = 16

type Press = { source: number; timestamp: number; event: number; /** Where its next part would begin. */ next: number }

/**
 * Tells presses from packets: one press is many packets of one timestamp, the last of them three times (§2.5.1.4). It counts with the first
 * that arrives, whichever it is. One that lasts longer than a packet can say goes on under a new timestamp (§2.5.1.3).
 * @returns gives the key when the packet begins a press
 */
export function presses(): (packet: Packet) => Key | undefined {
  const known: Press[] = []
  return ({ source, timestamp, marker, payload }) => {
    if (payload.length < 4) return undefined
    const event = payload.readUInt8(0)
    const next = (timestamp + payload.readUInt16BE(2)) >>> 0
    const key = keys[event]
    if (key === undefined) return undefined
    const same = known.find((press) => press.source === source && press.event === event && press.timestamp === timestamp)
    if (same) {
      same.next = next
      return undefined
    }
    const goesOn = !marker && known.some((press) => press.source === source && press.event === event && press.next === timestamp && press.next !== press.timestamp)
    known.unshift({ source, timestamp, event, next })
    known.length = Math.min(known.length, REMEMBERED)
    return goesOn ? undefined : key
  }
}
