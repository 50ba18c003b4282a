import { operations, writeWire, type Secret } from '@gatehouse/contract'
import { deviceOperations, type PublicKey } from '@gatehouse/contract/devices'
import { readAnswer } from '../../client/answer.ts'
import type { Signer } from '../../client/device-proof.ts'
import type { EnrolmentAnswer } from '../device/enrolment.ts'
import type { Log } from '../log/log.ts'
import { causeOf } from './offline.ts'
import type { Proven, Shown } from './proven.ts'

type Parts = {
  proven: Proven
  /** The machine's, as its system has it. */
  name: string
  quote: () => string
  log: Log
}

/** Asks the server to enrol this machine, with a proof by the very key. Never rejects. */
export function enrolling(parts: Parts): (code: Secret, signer: Signer) => Promise<EnrolmentAnswer> {
  return (code, signer) => ask(parts, code, signer.key, { key: signer })
}

/**
 * The same where somebody else has the key, and makes the proof: with a nonce, for there is one proof for one request.
 * @param prove makes it; undefined: it was not made. Never rejects.
 */
export function enrollingBy(prove: NonNullable<Shown['prove']>, parts: Parts): (code: Secret, key: PublicKey) => Promise<EnrolmentAnswer> {
  return async (code, key) => {
    const { proven } = parts
    const { method, path } = operations.about
    if (proven.takesDevices() === undefined) await proven.send({ method, path, signal: new AbortController().signal }, {}).catch(() => undefined)
    // A server that says no nonce takes no devices.
    return proven.takesDevices() ? ask(parts, code, key, { prove }) : 'later'
  }
}

async function ask({ proven, name, quote, log }: Parts, code: Secret, key: PublicKey, shown: Shown): Promise<EnrolmentAnswer> {
  const { method, path, out } = deviceOperations.enrol
  try {
    const request = { method, path, body: writeWire({ code, name: plainName(name), key }), signal: new AbortController().signal }
    const result = readAnswer(await proven.send(request, shown), out, quote)
    if (result.ok) return result.value
    const { code: why, correlation } = result.problem
    log.warn('enrolment-answered', { code: why, correlation })
    return why === 'enrolment-refused' ? 'refused' : 'later'
  } catch (error) {
    log.warn('enrolment-answered', causeOf(error))
    return 'later'
  }
}

/** As the contract takes names: an odd one must keep no machine out. */
export const plainName = (name: string): string =>
  (name.split('.')[0] ?? '').replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'unnamed'
