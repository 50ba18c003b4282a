import type { Secret } from '@gatehouse/contract'
import type { RegistrationParsed, RegistrationView } from '@gatehouse/contract/registration'
import type { AuditEntry } from '../recovery/audit.ts'
import type { IsDelayed } from '../recovery/delivery-shown.ts'
import type { Directory, Source, Surroundings } from '../recovery/ports.ts'
import type { Throttle } from '../throttle/throttle.ts'
import { type AllFacts, factsOf, type FactsParts, slotFor } from './facts.ts'
import { type Answered, changesOf } from './changes.ts'
import { isMailboxOf } from './own-mailbox.ts'
import { isSame, nameOf } from './reach.ts'
import type { Registrations } from './ports.ts'
import { again, begin, judge } from './proof.ts'
import { RegistrationRefusal } from './refusal.ts'
import { isAwaited, shownOf } from './shown.ts'
import { hashOf } from './signing-in.ts'
import { isOver, type Proof, type Visit } from './visit.ts'
import type { VisitCodes } from './visit-codes.ts'
import type { StoredVisit, Visits } from './visit-ports.ts'

export type RegistrationParts = Omit<FactsParts, 'registrations' | 'directory' | 'now'> & {
  readonly visits: Visits
  readonly registrations: Registrations
  readonly directory: Pick<Directory, 'belonging' | 'privateMail' | 'privateNumber' | 'ownMailboxes' | 'account'>
  readonly codes: VisitCodes
  readonly throttle: Pick<Throttle, 'ask' | 'answer' | 'right'>
  /** Of numbers that are written without one, where the policy says none. */
  readonly country: string
  readonly surroundings: Pick<Surroundings, 'now'>
  /** Absent: every way always works. */
  readonly isDelayed?: IsDelayed
}

type Name = 'registered' | 'stepUp' | 'offerNumber' | 'offerMail' | 'prove' | 'proveAgain' | 'withdraw' | 'giveAnswers' | 'remove' | 'confirm' | 'staySignedIn'

export type RegistrationService = { readonly [N in Name]: (token: Secret, input: RegistrationParsed<N>, source: Source) => Promise<RegistrationView> } & {
  readonly signOut: (token: Secret) => Promise<void>
  readonly show: (visit: Visit, source: Source) => Promise<RegistrationView>
}

/** How wrong codes of registration, and wrong keys on the telephone, are counted, for one account. */
export const GATE = 'registration'

const confirmed = { trusted: true, undo: () => Promise.resolve() }

/** The operations of a visit: reads what it rests on, asks the pure part, saves, and only then lets something be sent or changed. */
export function registrationService(parts: RegistrationParts): RegistrationService {
  const { visits, directory, codes, throttle, contacts: book, seal, country, isDelayed = () => false } = parts
  const { now } = parts.surroundings
  const changes = changesOf({ ...parts, now })
  const read = (visit: Visit, source: Source) => factsOf(visit, source, { ...parts, now })

  return {
    show: (visit, source) => said(visit, source, {}),
    registered: async (token, _, source) => said((await find(token)).visit, source, {}),
    staySignedIn: (token, _, source) => act(token, source, (visit) => ({ to: { ...visit, lastSignAt: now() } })),
    withdraw: (token, _, source) => act(token, source, (visit) => ({ to: { ...visit, lastSignAt: now(), place: { at: 'overview' } } })),

    stepUp: (token, { item, way }, source) => act(token, source, async (visit, facts) => {
      const contact = facts.provable.find((one) => nameOf(one) === item && one.ways.includes(way))
      if (facts.may.may !== 'step-up' || !contact) throw new RegistrationRefusal('not-possible-now')
      const { kind, slot, value } = contact
      return send(visit, facts, { what: 'step-up', way, kind, slot, to: seal.seal(visit, value) })
    }),

    offerNumber: (token, { number, country: said, by }, source) => act(token, source, (visit, facts) => {
      mayChange(facts, 'number')
      if (!facts.numberBy.includes(by)) return refuse(visit, 'not-reached')
      const read = book.readNumber(number, said ?? facts.policy.defaultCountry ?? country, by)
      return 'refused' in read ? refuse(visit, read.refused) : offer(visit, facts, 'number', by, read.number)
    }),

    offerMail: (token, { address }, source) => act(token, source, async (visit, facts) => {
      mayChange(facts, 'mail')
      const read = book.readAddress(address)
      if ('refused' in read) return refuse(visit, read.refused)
      // Who is locked out cannot open it, and who stole the password can.
      if (isMailboxOf(await directory.ownMailboxes(visit.person), read.address.reveal())) return refuse(visit, 'own-mailbox')
      return offer(visit, facts, 'mail', 'email', read.address)
    }),

    async prove(token, { code }, source) {
      for (;;) {
        const stored = await find(token)
        const { visit } = stored
        const facts = await read(visit, source)
        const { place } = visit
        if (place.at !== 'proof' || !isAwaited(place, facts.may)) throw new RegistrationRefusal('not-possible-now')
        const numbers = facts.numbersOf(place.way)
        // What is keyed on the telephone was judged and counted when it was heard; before that there is nothing to judge.
        if (place.call && place.call.state !== 'confirmed') return said(visit, source, {})
        // Counted in advance: however many come at once, no more are judged than there may be.
        const { trusted, undo } = place.call ? confirmed : await throttle.answer(visit.counted, GATE)
        const judged = judge(visit, place, place.call !== undefined || trusted && codes.matches(visit, place, numbers.digits, code), numbers, now())
        if (!await visits.save(stored, judged.visit, [], entriesOf(visit, place, judged.verdict))) {
          await undo()
          continue
        }
        if (judged.verdict === 'expired') await undo()
        if (judged.verdict !== 'right') return said(judged.visit, source, judged.verdict === 'ended' ? { refused: 'proof-ended' } : {})
        await throttle.right(visit.counted, GATE)
        if (place.what === 'step-up') return said(judged.visit, source, { done: 'proved' })
        const value = seal.open(visit, place.to)
        if (!value) throw new Error('what was offered cannot be opened')
        return answered(token, source, await changes.register(visit, facts, place.kind, value))
      }
    },

    proveAgain: (token, _, source) => act(token, source, async (visit, facts) => {
      const { place } = visit
      const next = place.at === 'proof' && isAwaited(place, facts.may) ? again(visit, place, facts.numbersOf(place.way), now()) : undefined
      if (place.at !== 'proof' || !next) throw new RegistrationRefusal('not-possible-now')
      return asked(next, place)
    }),

    giveAnswers: (token, { answers }, source) => change(token, source, 'questions', (visit, facts) => changes.answer(visit, facts, answers)),
    remove: (token, { item }, source) => change(token, source, undefined, (visit, facts) => changes.remove(visit, facts, item)),

    /** It changes nothing, so that nobody needs to prove themselves first. */
    async confirm(token, _, source) {
      const { visit } = await find(token)
      return answered(token, source, await changes.confirm(visit, await read(visit, source)))
    },

    async signOut(token) {
      for (;;) {
        const stored = await find(token)
        if (await visits.save(stored, { ...stored.visit, place: { at: 'over' } }, [], [])) return
      }
    },
  }

  type Step = { to: Visit; proof?: Proof; undo?: () => Promise<void>; more?: Partial<RegistrationView> }

  /** One event of the person's. When another was faster, it meets the newer state. */
  async function act(token: Secret, source: Source, step: (visit: Visit, facts: AllFacts) => Step | Promise<Step>): Promise<RegistrationView> {
    for (;;) {
      const stored = await find(token)
      const facts = await read(stored.visit, source)
      const { to, proof, undo = () => Promise.resolve(), more = {} } = await step(stored.visit, facts)
      if (to === stored.visit) return said(to, source, more)
      const messages = proof ? [{ visit: to.id, counter: to.counter }] : []
      const entries: AuditEntry[] = proof ? [{ kind: 'registration-message-queued', way: proof.way, counter: to.counter, ...about(to) }] : []
      if (await visits.save(stored, to, messages, entries)) return said(to, source, more)
      await undo()
    }
  }

  /** A change that needs no code of its own. */
  async function change(token: Secret, source: Source, kind: 'questions' | undefined, work: (visit: Visit, facts: AllFacts) => Promise<Answered>): Promise<RegistrationView> {
    const { visit } = await find(token)
    const facts = await read(visit, source)
    mayChange(facts, kind)
    return answered(token, source, await work(visit, facts))
  }

  function offer(visit: Visit, facts: AllFacts, kind: 'number' | 'mail', way: Proof['way'], value: Secret): Step | Promise<Step> {
    const { has } = facts.registered
    if (has[kind].some((one) => one.provedAt !== null && isSame(one.value, value))) return refuse(visit, 'same')
    const slot = slotFor(facts.registered, kind, value)
    return slot === undefined ? refuse(visit, 'too-many') : send(visit, facts, { what: 'new', way, kind, slot, to: seal.seal(visit, value) })
  }

  async function send(visit: Visit, facts: AllFacts, proof: Pick<Proof, 'what' | 'way' | 'kind' | 'slot' | 'to'>): Promise<Step> {
    const to = begin(visit, proof, facts.numbersOf(proof.way), now())
    if (to.place.at !== 'proof') throw new Error('a proof was begun')
    return asked(to, to.place)
  }

  /** A message is paid for before it is asked for. @throws MustWait */
  async function asked(to: Visit, proof: Proof): Promise<Step> {
    return { to, proof, undo: await throttle.ask(asSignedIn(to), `registration by ${proof.way}`, proof.way === 'call' ? 'calls' : undefined) }
  }

  /** What follows a change, in the answer to it; it was a sign of life, and what was put there is this visit's own. */
  async function answered(token: Secret, source: Source, { own, more }: Answered): Promise<RegistrationView> {
    return act(token, source, (visit) => {
      const others = visit.own.filter((one) => !own.some((mine) => mine.kind === one.kind && mine.slot === one.slot))
      return { to: { ...visit, lastSignAt: now(), own: [...others, ...own] }, more }
    })
  }

  async function find(token: Secret): Promise<StoredVisit> {
    const stored = await visits.byToken(hashOf(token.reveal()))
    if (!stored || isOver(stored.visit, now())) throw new RegistrationRefusal('not-signed-in')
    return stored
  }

  async function said(visit: Visit, source: Source, more: Partial<RegistrationView>): Promise<RegistrationView> {
    return { ...shownOf(visit, await read(visit, source), now(), isDelayed), ...more }
  }
}

/** @throws RegistrationRefusal where somebody may not change that kind here and now */
function mayChange({ may, policy, questions }: AllFacts, kind: 'number' | 'mail' | 'questions' | undefined): void {
  if (may.may === 'step-up') throw new RegistrationRefusal('step-up-needed')
  const isOffered = kind === undefined || (kind === 'questions' ? questions !== undefined : policy.kinds.includes(kind))
  if (may.may !== 'free' || !isOffered) throw new RegistrationRefusal('not-possible-now')
}

const refuse = (visit: Visit, refused: NonNullable<RegistrationView['refused']>) => ({ to: visit, more: { refused } })

function entriesOf(visit: Visit, proof: Proof, verdict: 'right' | 'wrong' | 'expired' | 'ended'): AuditEntry[] {
  if (verdict === 'right') return proof.what === 'step-up' ? [{ kind: 'registration-proved', way: proof.way, ...about(visit) }] : []
  // It cost no try, so that it is told once for each code: a script that types on fills no table.
  if (verdict === 'expired' && proof.error === 'code-expired') return []
  return [{ kind: 'registration-code-failed', way: proof.way, why: verdict === 'expired' ? 'expired' : 'wrong', ...about(visit) }]
}

/** Who has signed in has the messages that are kept for known sources: a number with a wrong digit is soon typed. Their wrong codes are counted where they come from: after a password like anybody's, after a ticket as a known source's. */
export const asSignedIn = ({ counted }: Visit) => ({ ...counted, known: true })

export const about = ({ person, caseNumber }: Visit) => ({ person, caseNumber })
