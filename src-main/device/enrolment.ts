import type { Secret } from '@gatehouse/contract'
import type { Signer } from '../../client/device-proof.ts'
import type { Keep, Slot } from './keep.ts'
import { hashOf, keyToKeep } from './keys.ts'
import type { DeviceRecord } from './record.ts'

/** `refused`: this code never will do. `later`: no answer, or not now; the same is asked again. */
export type EnrolmentAnswer = { device: string } | 'refused' | 'later'

type Parts = {
  keep: Keep
  /** Asks the server, with a proof by this very key. */
  ask: (code: Secret, signer: Signer) => Promise<EnrolmentAnswer>
}

/** `kept`: nothing was to be done. `not-kept`: the store did not give back what it was given, so that the server was not asked. */
export type Enrolled = 'kept' | 'enrolled' | 'not-kept' | 'refused' | 'refused-before' | 'later'

/**
 * Enrols the machine where it has not been, or with another code. What can be lost is an answer: so key and code are written first, and
 * whoever starts again asks with the same key, which the server knows. The device that counted before counts until the new one is known.
 * @throws StoreFailed
 */
export async function enrolWith(code: Secret, server: string, { keep, ask }: Parts): Promise<{ came: Enrolled; record: DeviceRecord }> {
  const found = await keep.record()
  const before: DeviceRecord = found === undefined || found === 'unreadable' ? { version: 1 } : found
  const hash = await hashOf(`${server} ${code.reveal()}`)
  if (before.enrolled?.code === hash) return { came: 'kept', record: before }
  if (before.offered?.code === hash && before.offered.refused) return { came: 'refused-before', record: before }

  const offer = await offered(before, keep)
  if (!offer) return { came: 'not-kept', record: before }
  const { slot, signer } = offer
  const asking: DeviceRecord = { ...before, offered: { slot, key: signer.key, code: hash, refused: false } }
  await keep.write(asking)
  const answer = await ask(code, signer)
  if (answer === 'later') return { came: 'later', record: asking }
  if (answer === 'refused') {
    const refused: DeviceRecord = { ...before, offered: { slot, key: signer.key, code: hash, refused: true } }
    await keep.write(refused)
    return { came: 'refused', record: refused }
  }
  const record: DeviceRecord = { version: 1, enrolled: { device: answer.device, slot, key: signer.key, last: 0, code: hash } }
  await keep.write(record)
  await keep.dropKey(other(slot))
  return { came: 'enrolled', record }
}

/** The key that was offered before, or a new one beside the one that counts. */
async function offered({ enrolled, offered: last }: DeviceRecord, keep: Keep): Promise<{ slot: Slot; signer: Signer } | undefined> {
  const there = last && (await keep.signer(last.slot, last.key))
  if (last && there) return { slot: last.slot, signer: there }
  const slot = enrolled ? other(enrolled.slot) : 'a'
  const { bytes, key } = await keyToKeep()
  const made = (await keep.putKey(slot, bytes)) ? await keep.signer(slot, key) : undefined
  return made && { slot, signer: made }
}

const other = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a')
