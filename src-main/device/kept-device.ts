import type { Secret } from '@gatehouse/contract'
import { whereOf, type Log } from '../log/log.ts'
import { StoreFailed } from '../secrets/credentials.ts'
import { newSigner, thumbprintOf, ticketOf, type Signer } from '../../client/device-proof.ts'
import type { Device, Handed } from './device.ts'
import { enrolWith, type EnrolmentAnswer } from './enrolment.ts'
import type { Keep } from './keep.ts'
import type { DeviceRecord } from './record.ts'

type Parts = {
  /** Origin. */
  server: string
  keep: Keep
  /** The setting `enrolmentCode`. */
  code: Secret | undefined
  ask: (code: Secret, signer: Signer) => Promise<EnrolmentAnswer>
  log: Log
}

type Enrolled = NonNullable<DeviceRecord['enrolled']>

/** A machine whose key lies in the credential store. */
export function keptDevice({ server, keep, code, ask, log }: Parts): Device {
  let counts = true
  // One after the other: each ticket has a number of its own.
  let last: Promise<Handed | undefined> = Promise.resolve(undefined)

  async function next(): Promise<Handed | undefined> {
    try {
      const record = await enrolled()
      return counts && record?.enrolled ? await ticket(record, record.enrolled) : undefined
    } catch (error) {
      if (!(error instanceof StoreFailed)) log.error('bug', whereOf(error))
      else if (code) log.warn('device-store-failed', { why: error.why })
      else log.info('no-device', { why: error.why })
      return undefined
    }
  }

  async function enrolled(): Promise<DeviceRecord | undefined> {
    if (!code) {
      const found = await keep.record()
      if (found === 'unreadable') log.warn('device-record-unreadable')
      return found === 'unreadable' ? undefined : found
    }
    const { came, record } = await enrolWith(code, server, { keep, ask })
    if (came === 'enrolled') {
      counts = true
      log.info('device-enrolled', { device: short(record.enrolled?.device) })
    } else if (came !== 'kept') log.warn('device-not-enrolled', { why: came })
    return record
  }

  async function ticket(record: DeviceRecord, device: Enrolled): Promise<Handed | undefined> {
    const number = device.last + 1
    // Written first: a number that was given out and forgotten would be taken for a copy's.
    await keep.write({ ...record, enrolled: { ...device, last: number } })
    const signer = await keep.signer(device.slot, device.key)
    if (!signer) {
      log.warn('device-key-lost', { device: short(device.device) })
      return undefined
    }
    const key = await newSigner()
    return { ticket: await ticketOf(device.device, { aud: server, jkt: await thumbprintOf(key.key), seq: number }, signer), key }
  }

  return {
    next: () => (last = last.then(next)),
    countsAsNone() {
      counts = false
      log.warn('device-counts-as-none')
    },
  }
}

/** As much of an id as finds it in `devices list`: the whole is as long as a secret, and the log masks those. */
const short = (id = '') => id.slice(0, 8)
