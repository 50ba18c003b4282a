import * as v from 'valibot'
import { DeviceId, PublicKey } from '@gatehouse/contract/devices'

/** Bytes; a real one has a twentieth. */
const LONGEST = 8192

const Slot = v.picklist(['a', 'b'])
const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

/** What is kept of this machine beside its key, which lies in one of two places, so that a new one never overwrites the one that counts. */
const DeviceRecord = v.object({
  version: v.literal(1),
  /** As what the server knows it. */
  enrolled: v.optional(v.object({
    device: DeviceId,
    slot: Slot,
    key: PublicKey,
    /** The last ticket's number. */
    last: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER - 1)),
    /** Hash of the code that it was enrolled with. */
    code: Text,
  })),
  /** What was offered to the server, and not answered yet: asked again, with the same key. */
  offered: v.optional(v.object({
    slot: Slot,
    key: PublicKey,
    code: Text,
    /** It said no: this code is not tried again, for each try counts against everybody behind the same address. */
    refused: v.optional(v.boolean(), false),
  })),
})
export type DeviceRecord = v.InferOutput<typeof DeviceRecord>

export const writeRecord = (record: DeviceRecord): Uint8Array => Buffer.from(JSON.stringify(record))

/** @returns undefined for what is none: cut short, another program's, from a later version of this one */
export function readRecord(bytes: Uint8Array): DeviceRecord | undefined {
  if (bytes.length > LONGEST) return undefined
  try {
    const read = v.safeParse(DeviceRecord, JSON.parse(Buffer.from(bytes).toString('utf8')))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}
