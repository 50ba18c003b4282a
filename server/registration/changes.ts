import type { Secret } from '@gatehouse/contract'
import type { RegistrationView } from '@gatehouse/contract/registration'
import type { Directory } from '../recovery/ports.ts'
import type { Account } from '../recovery/recovery.ts'
import type { PolicyInForce } from '../recovery/admit.ts'
import { type AllFacts, slotFor } from './facts.ts'
import { isBeforeReset } from './from-before.ts'
import { mayNow } from './may.ts'
import type { Along, Place, Registered, Registration, RegistrationNotice, Registrations } from './ports.ts'
import { nameOf } from './reach.ts'
import { RegistrationRefusal } from './refusal.ts'
import type { Own, Visit } from './visit.ts'
import type { AnswersPort } from './visit-ports.ts'

type Parts = {
  readonly registrations: Registrations
  readonly directory: Pick<Directory, 'account'>
  readonly policy: () => PolicyInForce
  readonly answers?: AnswersPort | undefined
  readonly now: () => number
}

/** What a change came to. `own`: what stands there by it. `more`: what the person is told of it. */
export type Answered = { readonly own: readonly Own[]; readonly more: Partial<RegistrationView> }

type Told = Pick<RegistrationNotice, 'told' | 'kind'>

const HOUR = 3_600_000

/**
 * Changes of what somebody has registered. Each is one transaction with what is told of it, to everywhere the person can be told; of
 * two at once the second meets what the first left. Whoever is frozen or reset meanwhile changes nothing.
 */
export function changesOf({ registrations, directory, policy, answers, now }: Parts) {
  return {
    /** Puts there what was just proved. */
    async register(visit: Visit, facts: AllFacts, kind: 'number' | 'mail', value: Secret): Promise<Answered> {
      for (;;) {
        const seen = await readToChange(visit, facts)
        const slot = slotFor(seen, kind, value)
        if (slot === undefined) return { own: [], more: { refused: 'too-many' } }
        const at = now()
        const item: Registration = { kind, slot, value, origin: 'self', provedAt: at, outsideFrom: restsUntil(at), confirmedAt: at }
        const told = seen.has[kind].some((one) => one.slot === slot) ? 'replaced' : 'added'
        if (await registrations.put(seen, [item], along(visit, at, { told, kind }))) return { own: [{ kind, slot, provedAt: at }], more: { done: 'registered' } }
      }
    },

    /** All answers at once: they take the place of those from before. */
    async answer(visit: Visit, facts: AllFacts, given: readonly { question: string; answer: Secret }[]): Promise<Answered> {
      const { questions } = facts
      if (!answers || !questions) throw new RegistrationRefusal('not-possible-now')
      if (new Set(given.map(({ question }) => question)).size < questions.needed) return { own: [], more: { refused: 'too-few' } }
      const account: Account | null = await directory.account(visit.person)
      const taken = await answers.take(visit.person, given, account?.names ?? [])
      if ('refused' in taken) return { own: [], more: { refusedAnswers: [...taken.refused] } }
      for (;;) {
        const seen = await readToChange(visit, facts)
        const at = now()
        const items = taken.kept.map(({ question, value }): Registration =>
          ({ kind: 'answer', slot: question, value, origin: 'self', provedAt: at, outsideFrom: restsUntil(at), confirmedAt: at }))
        const old = seen.has.answer.filter(({ slot }) => items.every((one) => one.slot !== slot))
        // All of it or nothing: whoever had old answers beside new ones, or too few, could not get back in.
        if (await registrations.put(seen, items, along(visit, at, { told: seen.has.answer.length > 0 ? 'replaced' : 'added', kind: 'answer' }), old)) {
          return { own: items.map(({ kind, slot }) => ({ kind, slot, provedAt: at })), more: { done: 'registered' } }
        }
      }
    },

    /** @param item as the view names it, or `questions` */
    async remove(visit: Visit, facts: AllFacts, item: string): Promise<Answered> {
      const places = placesOf(facts.registered, item)
      const [first] = places
      if (!first) throw new RegistrationRefusal('not-possible-now')
      for (;;) {
        const seen = await readToChange(visit, facts)
        if (await registrations.remove(seen, places, along(visit, now(), { told: 'removed', kind: first.kind }))) return { own: [], more: { done: 'removed' } }
      }
    },

    async confirm(visit: Visit, { may }: AllFacts): Promise<Answered> {
      for (;;) {
        const seen = await read(visit)
        const all = Object.values(seen.has).flat().filter(({ provedAt }) => provedAt !== null)
        if (may.may === 'elsewhere' || all.length === 0) throw new RegistrationRefusal('not-possible-now')
        // Said again it is no news, and nothing is written: a script that says it on and on fills no table.
        const news = all.filter(({ confirmedAt }) => now() - confirmedAt >= HOUR)
        if (news.length === 0 || await registrations.confirm(seen, news, now(), { caseNumber: visit.caseNumber })) return { own: [], more: { done: 'confirmed' } }
      }
    },
  }

  async function read(visit: Visit): Promise<Registered> {
    const seen = await registrations.read(visit.person)
    if (seen.frozen) throw new RegistrationRefusal('not-possible-now')
    if (isBeforeReset(seen, visit.begunAt)) throw new RegistrationRefusal('not-signed-in')
    return seen
  }

  /** Who was free to change something a moment ago may not be any more: somebody else has registered meanwhile. */
  async function readToChange(visit: Visit, { entrance, provable }: Pick<AllFacts, 'entrance' | 'provable'>): Promise<Registered> {
    const seen = await read(visit)
    if (mayNow(visit, seen, entrance, provable.length).may !== 'free') throw new RegistrationRefusal('not-possible-now')
    return seen
  }

  function restsUntil(at: number): number {
    return at + policy().policy.registration.hoursBeforeOutside * HOUR
  }
}

const along = ({ person, caseNumber, language }: Visit, at: number, told: Told): Along =>
  ({ caseNumber, notices: [{ person, at, caseNumber, language, ...told }] })

/** Where that stands; what nobody has proved is the company's, and is not removed here. */
function placesOf({ has }: Registered, item: string): readonly Place[] {
  if (item === 'questions') return has.answer.map(({ kind, slot }) => ({ kind, slot }))
  const one = [...has.number, ...has.mail].find(({ kind, slot, provedAt }) => provedAt !== null && (kind === 'number' || kind === 'mail') && nameOf({ kind, slot }) === item)
  return one ? [{ kind: one.kind, slot: one.slot }] : []
}
