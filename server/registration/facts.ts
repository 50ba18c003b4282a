import { entrances, Secret } from '@gatehouse/contract'
import type { ProofWay } from '@gatehouse/contract/registration'
import { limitOf } from '../gates/call-state.ts'
import { workflowFor, workflowsAt } from '../policy/fits.ts'
import type { Policy } from '../policy/policy.ts'
import type { PolicyInForce } from '../recovery/admit.ts'
import type { Directory } from '../recovery/ports.ts'
import { freeSlot } from './counts.ts'
import { isBeforeReset } from './from-before.ts'
import { lesser, mayNow } from './may.ts'
import type { Registered, Registrations } from './ports.ts'
import type { ProofNumbers } from './proof.ts'
import { type Company, allContacts, isSame, provableBy, type WaysOf } from './reach.ts'
import { RegistrationRefusal } from './refusal.ts'
import type { Facts } from './shown.ts'
import type { Visit } from './visit.ts'
import type { VisitCodes } from './visit-codes.ts'
import type { AnswersPort, Carried, ContactBook, VisitSeal } from './visit-ports.ts'
import type { Source } from '../recovery/ports.ts'

export type FactsParts = {
  readonly registrations: Pick<Registrations, 'read'>
  readonly directory: Pick<Directory, 'belonging' | 'privateMail' | 'privateNumber'>
  readonly policy: () => PolicyInForce
  readonly contacts: ContactBook
  readonly carried: Carried
  /** Absent: nobody judges answers here. */
  readonly answers?: AnswersPort | undefined
  readonly seal: VisitSeal
  readonly codes: Pick<VisitCodes, 'keys'>
  readonly now: () => number
}

export type AllFacts = Facts & { readonly entrance: 'portal-inside' | 'portal-outside'; readonly waysOf: WaysOf; readonly rules: Policy }

/**
 * Everything that a visit's view and its rights rest on, read at this moment.
 * @throws DirectoryProblem, StoreProblem; RegistrationRefusal `not-signed-in` when the account has gone, or an administrator has reset it since
 */
export async function factsOf(visit: Visit, { entrance: there }: Pick<Source, 'entrance'>, parts: FactsParts): Promise<AllFacts> {
  const { registrations, directory, contacts: book, carried, answers, seal, codes, now } = parts
  const { policy: rules, names } = parts.policy()
  const { registration: policy } = rules
  const [registered, belonging, company, known] = await Promise.all([
    registrations.read(visit.person), directory.belonging(visit.person), policy.fromDirectory ? heldFor(visit.person, directory, book) : {}, names(),
  ])
  // Who was signed in then may be whom it was reset for: neither that they proved themselves nor that they came from inside counts any more.
  if (!belonging || isBeforeReset(registered, visit.begunAt)) throw new RegistrationRefusal('not-signed-in')
  const entrance = lesser(visit.entrance, there) === 'portal-inside' ? 'portal-inside' : 'portal-outside'
  const waysOf: WaysOf = (kind, value) => (kind === 'mail' ? ['email'] as const : book.takes(value)).filter((way) => carried().includes(way))
  const all = allContacts(registered, company, waysOf)
  const provable = provableBy(all, registered, entrance, now())
  const workflows = new Map(entrances.map((one) => [one, workflowFor(workflowsAt(rules.workflows, one), one, belonging, known)]))
  const asksQuestions = [...workflows.values()].some((workflow) => workflow?.gates.some((gate) => isQuestions(gate)))
  return {
    registered, contacts: all, provable, may: mayNow(visit, registered, entrance, provable.length), entrance, waysOf, policy, rules,
    workflowAt: (one) => workflows.get(one),
    numbersOf: (way) => numbersOf(rules, way),
    ...(answers && asksQuestions && policy.kinds.includes('questions') && { questions: { needed: answers.needed(), questions: answers.offered(visit.person, visit.language) } }),
    numberBy: carried().filter((way) => way !== 'email'),
    written: ({ kind, value }) => (kind === 'number' ? book.writtenNumber(value) : value.reveal()),
    ...(visit.place.at === 'proof' && visit.place.call && { keys: codes.keys(visit) }),
    ...(visit.place.at === 'proof' && { to: seal.open(visit, visit.place.to) }),
  }
}

/** What the directory holds, as far as it can be used. */
async function heldFor(person: string, directory: FactsParts['directory'], book: ContactBook): Promise<Company> {
  const [mail, number] = await Promise.all([directory.privateMail(person), directory.privateNumber(person)])
  const address = mail === undefined ? undefined : book.readAddress(new Secret(mail))
  return { mail: address && 'address' in address ? address.address : undefined, number: number === undefined ? undefined : book.heldNumber(number) }
}

/** The numbers of that way. What a call has confirmed holds a minute longer than a call can take, for the page to give it. */
export function numbersOf({ emailCode, smsCode, phoneCall }: Pick<Policy, 'emailCode' | 'smsCode' | 'phoneCall'>, way: ProofWay): ProofNumbers {
  if (way !== 'call') return way === 'email' ? emailCode : smsCode
  const callSeconds = limitOf({ calledAt: 0 }, { phoneCall }) / 1000
  const { tries, calls: messages, secondsBetweenCalls: secondsBetweenMessages } = phoneCall
  return { digits: 2, minutes: callSeconds / 60 + 1, tries, messages, secondsBetweenMessages, callSeconds }
}

const isQuestions = (gate: string) => gate === 'questions'

/** Where a new number or address is put: where the same value stands, a free place, or that of one that nobody has proved. */
export function slotFor(registered: Pick<Registered, 'has'>, kind: 'number' | 'mail', value: Secret): string | undefined {
  const list = registered.has[kind]
  return list.find((one) => isSame(one.value, value))?.slot ?? freeSlot(registered, kind) ?? list.find(({ provedAt }) => provedAt === null)?.slot
}
