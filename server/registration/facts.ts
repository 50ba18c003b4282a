import type { Secret } from '@gatehouse/contract'
import type { ProofWay } from '@gatehouse/contract/registration'
import { limitOf } from '../gates/call-state.ts'
import type { Policy } from '../policy/policy.ts'
import type { Source } from '../recovery/ports.ts'
import { freeSlot } from './counts.ts'
import { isBeforeReset } from './from-before.ts'
import { lesser, mayNow } from './may.ts'
import { type OfPerson, ofPerson, type OfPersonParts } from './of-person.ts'
import type { Registered } from './ports.ts'
import type { ProofNumbers } from './proof.ts'
import { isSame, provableBy } from './reach.ts'
import { RegistrationRefusal } from './refusal.ts'
import type { Facts } from './shown.ts'
import type { Visit } from './visit.ts'
import type { VisitCodes } from './visit-codes.ts'
import type { VisitSeal } from './visit-ports.ts'

export type FactsParts = OfPersonParts & {
  readonly seal: VisitSeal
  readonly codes: Pick<VisitCodes, 'keys'>
  readonly now: () => number
}

export type AllFacts = Facts & OfPerson & { readonly entrance: 'portal-inside' | 'portal-outside' }

/**
 * Everything that a visit's view and its rights rest on, read at this moment.
 * @throws DirectoryProblem, StoreProblem; RegistrationRefusal `not-signed-in` when the account has gone, or an administrator has reset it since
 */
export async function factsOf(visit: Visit, { entrance: there }: Pick<Source, 'entrance'>, parts: FactsParts): Promise<AllFacts> {
  const { contacts: book, seal, codes, now } = parts
  const theirs = await ofPerson(visit.person, visit.language, parts)
  // Who was signed in then may be whom it was reset for: neither that they proved themselves nor that they came from inside counts any more.
  if (!theirs || isBeforeReset(theirs.registered, visit.begunAt)) throw new RegistrationRefusal('not-signed-in')
  const { registered, contacts, rules } = theirs
  const entrance = lesser(visit.entrance, there) === 'portal-inside' ? 'portal-inside' : 'portal-outside'
  const provable = provableBy(contacts, registered, entrance, now())
  return {
    ...theirs, provable, may: mayNow(visit, registered, entrance, provable.length), entrance,
    numbersOf: (way) => numbersOf(rules, way),
    written: ({ kind, value }) => (kind === 'number' ? book.writtenNumber(value) : value.reveal()),
    ...(visit.place.at === 'proof' && visit.place.call && { keys: codes.keys(visit) }),
    ...(visit.place.at === 'proof' && { to: seal.open(visit, visit.place.to) }),
  }
}

/** The numbers of that way. What a call has confirmed holds a minute longer than a call can take, for the page to give it. */
export function numbersOf({ emailCode, smsCode, phoneCall }: Pick<Policy, 'emailCode' | 'smsCode' | 'phoneCall'>, way: ProofWay): ProofNumbers {
  if (way !== 'call') return way === 'email' ? emailCode : smsCode
  const callSeconds = limitOf({ calledAt: 0 }, { phoneCall }) / 1000
  const { tries, calls: messages, secondsBetweenCalls: secondsBetweenMessages } = phoneCall
  return { digits: 2, minutes: callSeconds / 60 + 1, tries, messages, secondsBetweenMessages, callSeconds }
}

/** Where a new number or address is put: where the same value stands, a free place, or that of one that nobody has proved. */
export function slotFor(registered: Pick<Registered, 'has'>, kind: 'number' | 'mail', value: Secret): string | undefined {
  const list = registered.has[kind]
  return list.find((one) => isSame(one.value, value))?.slot ?? freeSlot(registered, kind) ?? list.find(({ provedAt }) => provedAt === null)?.slot
}
