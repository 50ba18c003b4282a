import { writeWire, type Secret } from '@gatehouse/contract'
import { deviceOperations } from '@gatehouse/contract/devices'
import { readAnswer } from '../../client/answer.ts'
import type { Signer } from '../../client/device-proof.ts'
import type { EnrolmentAnswer } from '../device/enrolment.ts'
import type { Log } from '../log/log.ts'
import { causeOf } from './offline.ts'
import type { Proven } from './proven.ts'

type Parts = {
  proven: Proven
  /** The machine's, as its system has it. */
  name: string
  quote: () => string
  log: Log
}

/** Asks the server to enrol this machine, with a proof by the very key. Never rejects. */
export function enrolling({ proven, name, quote, log }: Parts): (code: Secret, signer: Signer) => Promise<EnrolmentAnswer> {
  const { method, path, out } = deviceOperations.enrol
  return async (code, signer) => {
    try {
      const request = { method, path, body: writeWire({ code, name: plainName(name), key: signer.key }), signal: new AbortController().signal }
      const result = readAnswer(await proven.send(request, { key: signer }), out, quote)
      if (result.ok) return result.value
      const { code: why, correlation } = result.problem
      log.warn('enrolment-answered', { code: why, correlation })
      return why === 'enrolment-refused' ? 'refused' : 'later'
    } catch (error) {
      log.warn('enrolment-answered', causeOf(error))
      return 'later'
    }
  }
}

/** As the contract takes names: an odd one must keep no machine out. */
export const plainName = (name: string): string =>
  (name.split('.')[0] ?? '').replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '') || 'unnamed'
