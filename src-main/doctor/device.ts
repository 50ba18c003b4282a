import { StoreFailed, type StoreTrouble } from '../secrets/credentials.ts'
import type { Keep } from '../device/keep.ts'
import type { DeviceRecord } from '../device/record.ts'
import { type Finding, findingsOf } from './finding.ts'

/** What the credential store says: what is kept of this machine, nothing, or why it says nothing. */
export type Kept = { record: DeviceRecord | 'unreadable' | undefined } | { trouble: StoreTrouble }

/** Reads, and writes nothing. */
export async function keptIn({ record }: Pick<Keep, 'record'>): Promise<Kept> {
  try {
    return { record: await record() }
  } catch (error) {
    return { trouble: error instanceof StoreFailed ? error.why : 'broken' }
  }
}

/** @param wanted whether the settings have a code to enrol with */
export function deviceFindings(kept: Kept, wanted: boolean): Finding[] {
  const [store, enrolment] = [findingsOf('key-store'), findingsOf('enrolment')]
  const none = 'the settings have no "enrolmentCode": for the server this machine is no device'
  if ('trouble' in kept) {
    return wanted
      ? [store.wrong(troubles[kept.trouble], 'a credential store that opens without a question for the account that runs the client', { why: kept.trouble }), enrolment.notChecked('the credential store gives nothing')]
      : [store.notChecked(`${troubles[kept.trouble]}; ${none}`), enrolment.notChecked(none)]
  }
  const { record } = kept
  const opens = store.ok('opens without a question')
  if (record === 'unreadable') return [store.wrong('what it holds for Gatehouse cannot be read', 'delete the entry "Gatehouse device" there, and give the machine a new code'), enrolment.notChecked('its record cannot be read')]
  if (record?.enrolled) return [opens, enrolment.ok(`as device ${record.enrolled.device.slice(0, 8)}; whether the server still counts it, gatehouse-server devices list says`, { device: record.enrolled.device })]
  if (record?.offered?.refused) return [opens, enrolment.wrong('the server refused the code: it is wrong, too old or used up', 'another code in the settings: gatehouse-server devices code')]
  return [opens, wanted ? enrolment.warning('not yet', 'the client enrols itself when it is next started; its log says what came of it') : enrolment.notChecked(none)]
}

const troubles = {
  locked: 'is locked, and would ask somebody for a password',
  empty: 'was never set up, and would ask somebody for a password',
  absent: 'is not there',
  hangs: 'does not answer in time',
  broken: 'answers with an error',
} as const satisfies Record<StoreTrouble, string>
