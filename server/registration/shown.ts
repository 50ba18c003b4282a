import type { Entrance } from '@gatehouse/contract'
import type { ProofWay, RegisteredItem, RegistrationStep, RegistrationView } from '@gatehouse/contract/registration'
import type { RegistrationSection } from '../policy/sections/registration.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import { deliveryShown, type IsDelayed } from '../recovery/delivery-shown.ts'
import { hidden } from './hidden.ts'
import { isOwn, type May } from './may.ts'
import { missingFor, readyFor } from './missing.ts'
import type { Registered, Registration } from './ports.ts'
import { isCallOver, type ProofNumbers, secondsOfCode, secondsUntilAgain } from './proof.ts'
import { type Contact, nameOf } from './reach.ts'
import { type Proof, type Visit, visitEndsAt, visitIdleAt } from './visit.ts'
import { wantedOf } from './wanted.ts'

/** What a view is made of, read for it. */
export type Facts = {
  readonly registered: Registered
  /** All that there is of the person, and by what of it they could be proved here. */
  readonly contacts: readonly Contact[]
  readonly provable: readonly Contact[]
  readonly may: May
  readonly workflowAt: (entrance: Entrance) => Workflow | undefined
  readonly policy: RegistrationSection
  readonly numbersOf: (way: ProofWay) => ProofNumbers
  /** How many answers a person must give, and to which questions; absent: there are none. */
  readonly questions?: { readonly needed: number; readonly questions: readonly { readonly id: string; readonly text: string }[] }
  /** Ways on which a new number can be proved here. */
  readonly numberBy: readonly ('sms' | 'call')[]
  /** `+1 4255551234` of a number in E.164; an address as it is. */
  readonly written: (contact: Pick<Contact, 'kind' | 'value'>) => string
  /** Of the proof that is awaited. */
  readonly to?: Contact['value'] | undefined
  /** What is to be keyed, where that is a call. */
  readonly keys?: string
}

const DAY = 86_400_000

/** What a visit looks like from outside. Before the person has proved themselves nothing of what others registered for them is whole. */
export function shownOf(visit: Visit, facts: Facts, now: number, isDelayed: IsDelayed): RegistrationView {
  const { registered, contacts, policy, may, questions, workflowAt, numberBy } = facts
  const { answer } = registered.has
  const missing = missingFor(facts, now)
  return {
    account: visit.account, caseNumber: visit.caseNumber,
    step: stepOf(visit, facts, now, isDelayed),
    items: contacts.map((contact) => itemOf(visit, contact, facts, now)),
    ...(questions && {
      questions: {
        answered: answer.length, needed: questions.needed, questions: [...questions.questions],
        ...(answer.length > 0 && { age: since(now, Math.max(...answer.map((one) => one.provedAt ?? 0))) }), ...restOf(answer, now),
      },
    }),
    missing: missing.kinds, more: missing.more,
    wanted: wantedOf(workflowAt, readyFor(facts, now)),
    numberBy: policy.kinds.includes('number') ? [...numberBy] : [],
    confirmDue: may.may !== 'frozen' && isConfirmDue(registered, policy, now),
    idleIn: seconds(Math.min(visitIdleAt(visit), visitEndsAt(visit)) - now), endsIn: seconds(visitEndsAt(visit) - now),
  }
}

function stepOf(visit: Visit, { registered, may, provable, numbersOf, written, to, keys }: Facts, now: number, isDelayed: IsDelayed): RegistrationStep {
  const { place } = visit
  if (may.may === 'frozen') return { kind: 'frozen', caseNumber: registered.frozen?.caseNumber ?? visit.caseNumber }
  if (place.at === 'proof' && isAwaited(place, may)) return proofStep(place, numbersOf(place.way), to === undefined ? '' : shownTo(place, to, written), keys, now, isDelayed)
  if (may.may === 'free') return { kind: 'overview' }
  if (may.may === 'elsewhere') return { kind: 'elsewhere', why: may.why }
  const ways = provable.flatMap((contact) => contact.ways.map((way) => ({ item: nameOf(contact), way, shown: hidden(contact.kind, contact.value) })))
  return { kind: 'step-up', why: may.why, ways }
}

/** Whether a code still leads anywhere: what was offered is registered only by who may still do so when the code comes back (S-16). */
export const isAwaited = ({ what }: Proof, { may }: May) => may !== 'frozen' && (what === 'step-up' || may === 'free')

const shownTo = ({ what, kind }: Proof, value: Contact['value'], written: Facts['written']) => (what === 'new' ? written({ kind, value }) : hidden(kind, value))

function proofStep(proof: Proof, numbers: ProofNumbers, shown: string, keys: string | undefined, now: number, isDelayed: IsDelayed): RegistrationStep {
  const { what, way, triesLeft, sentAt, error, call } = proof
  const over = isCallOver(proof, numbers, now)
  // Nobody knows what became of it, or it was confirmed and the page did not hear of that in time.
  const isLost = over && (call?.over === false || call?.state === 'confirmed' && secondsOfCode(proof, numbers, now) <= 0)
  const state = isLost ? 'network' : call?.state
  const againIn = secondsUntilAgain(proof, numbers, now)
  return {
    kind: 'prove', what, way, shown, digits: numbers.digits, codeEndsIn: secondsOfCode(proof, numbers, now), triesLeft,
    delivery: way === 'call' ? 'on-its-way' : deliveryShown(way, sentAt, now, isDelayed), ...(againIn !== undefined && { againIn }),
    ...(state && keys !== undefined && { call: { state, keys, over } }), ...(error && { error }),
  }
}

function itemOf(visit: Visit, contact: Contact, { may, written }: Facts, now: number): RegisteredItem {
  const { kind, ways, registration } = contact
  const isProved = registration !== undefined && registration.provedAt !== null
  const whole = may.may !== 'frozen' && (visit.provedAt !== undefined || (registration !== undefined && isOwn(visit, registration)))
  return {
    item: nameOf(contact), kind, whose: isProved ? 'own' : 'company', shown: whole ? written(contact) : hidden(kind, contact.value), whole, ways: [...ways],
    ...(isProved && { age: since(now, registration.provedAt) }), ...restOf(registration ? [registration] : [], now),
  }
}

/** How long until all of these count from outside; nothing where they do. */
function restOf(list: readonly Registration[], now: number): { outsideIn?: number } {
  const from = Math.max(0, ...list.map(({ outsideFrom }) => outsideFrom))
  return from > now ? { outsideIn: seconds(from - now) } : {}
}

/** Whether something was last said to be right so long ago that it is time to say so again. */
export function isConfirmDue({ has }: Registered, { reconfirmDays }: RegistrationSection, now: number): boolean {
  if (reconfirmDays === 0) return false
  return Object.values(has).flat().some(({ provedAt, confirmedAt }) => provedAt !== null && confirmedAt + reconfirmDays * DAY <= now)
}

const since = (now: number, at: number) => Math.max(0, Math.floor((now - at) / 1000))
const seconds = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / 1000))
