import type { Entrance } from '@gatehouse/contract'
import type { ProofWay } from '@gatehouse/contract/registration'
import type { GateName } from '../policy/gate-facts.ts'
import type { OfPerson } from './of-person.ts'
import { type Missing, missingOf, type Readiness, type ReadyFor, registeredFor } from './wanted.ts'

/** What of somebody decides what they could pass. */
export type Having = Pick<OfPerson, 'registered' | 'contacts' | 'questions' | 'policy'>

/** @param now milliseconds since 1970 */
export const readyFor = (having: Having, now: number): ReadyFor => (gate, entrance) => readiness(gate, entrance, having, now)

/** What somebody is to register next, of what can be registered here. */
export function missingFor({ workflowAt, numberBy, ...having }: Having & Pick<OfPerson, 'workflowAt' | 'numberBy'>, now: number): Missing {
  const canBe = { number: numberBy.length > 0, mail: true, questions: having.questions !== undefined }
  return missingOf(having.policy.kinds.filter((kind) => canBe[kind]), workflowAt, readyFor(having, now))
}

function readiness(gate: GateName, entrance: Entrance, { registered, contacts, questions, policy }: Having, now: number): Readiness {
  if (registered.frozen) return 'no'
  const kind = registeredFor(gate)
  if (kind === 'questions') {
    const { answer } = registered.has
    if (!questions || answer.length < questions.needed) return 'no'
    return entrance === 'portal-outside' && answer.some(({ outsideFrom }) => outsideFrom > now) ? 'later' : 'yes'
  }
  const able = contacts.filter((one) => one.kind === kind && one.ways.some((way) => isOfGate(way, gate)) && (one.registration !== undefined || policy.fromDirectory))
  if (able.length === 0) return 'no'
  return entrance !== 'portal-outside' || able.some(({ registration }) => registration === undefined || registration.outsideFrom <= now) ? 'yes' : 'later'
}

const isOfGate = (way: ProofWay, gate: GateName) => ({ email: 'email-code', sms: 'sms-code', call: 'phone-call' } as const satisfies Record<ProofWay, string>)[way] === gate
