import { type Entrance, Secret } from '@gatehouse/contract'
import { expect } from 'vitest'
import { contactBook } from './delivery/contact-book.ts'
import { loadPolicy } from './policy/load.ts'
import { codes, lockedAccount, START } from './recovery/machine.scenario.ts'
import { belongsNowhere, inForce } from './recovery/policy.scenario.ts'
import type { AuditEntry } from './recovery/audit.ts'
import type { Source } from './recovery/ports.ts'
import type { SignIn } from './sign-in/ports.ts'
import { throttleInMemory } from './throttle/throttle.scenario.ts'
import { heardCalls } from './registration/heard-call.ts'
import { notMeLinks } from './registration/link.ts'
import { notMe } from './registration/not-me.ts'
import type { Former, Place, Registered, Registration, RegistrationKind, RegistrationNotice, Registrations } from './registration/ports.ts'
import { registrationService } from './registration/service.ts'
import { signingIn } from './registration/signing-in.ts'
import type { Visit } from './registration/visit.ts'
import { visitCodes } from './registration/visit-codes.ts'
import type { AnswersPort, StoredVisit, VisitMessage, Visits } from './registration/visit-ports.ts'

/** Test material: the real service over ports in memory. The real ones are tried in ../store, ../sign-in and ../registration.peer.test.ts. */

export const PERSON = '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'
export const PASSWORD = 'Correct-Horse-9'

type Held = { mail?: string; number?: string }

const workflows = '[{ name: All, gates: [email-code, sms-code, questions], needed: 2, order: free }]'

/** @param held what the directory has for ada @param policy a part of the policy file, such as `registration: { kinds: [mail] }` */
export function portal({ held = {}, policy = '', sms = true, calls = false }: { held?: Held; policy?: string; sms?: boolean; calls?: boolean } = {}) {
  let now = START
  let count = 0
  const loaded = loadPolicy(`version: 1\nworkflows: ${workflows}\n${policy}\n`, 'policy.yaml')
  const rules = loaded.ok ? loaded.policy : expect.fail(JSON.stringify(loaded.mistakes))
  const entries: AuditEntry[] = []
  const notices: RegistrationNotice[] = []
  const queued: VisitMessage[] = []
  const visits = visitsInMemory(queued, entries)
  const registrations = registrationsInMemory(() => now, notices, entries)
  let answered: Awaited<ReturnType<SignIn['password']>> | undefined
  const signIn: SignIn = {
    negotiate: async (ticket) => (ticket === 'ticket' ? { kind: 'signed-in', person: PERSON, account: 'ada', names: [], token: 'back' } : { kind: 'refused', reason: 'expired', detail: 'as the test wants' }),
    password: async (account, password) => answered ?? (account === 'ada' && password.reveal() === PASSWORD ? { kind: 'signed-in', person: PERSON, account: 'ada', names: [] } : { kind: 'wrong' }),
  }
  const surroundings = { now: () => now, token: () => `token-${++count}`, id: () => `id-${++count}`, caseNumber: () => `CASE-${++count}` }
  const throttle = throttleInMemory(() => now)
  const directory = {
    find: async (typed: string) => (typed === 'ada' ? PERSON : undefined),
    ...belongsNowhere,
    privateMail: async () => held.mail, privateNumber: async () => held.number, ownMailboxes: async () => ['ada@corp.example', 'SMTP:ada@corp.example', 'smtp:a.lovelace@corp.example'],
    account: async () => ({ ...lockedAccount, names: ['ada', 'Ada Lovelace'] }),
  }
  const answers: AnswersPort = {
    needed: () => 2,
    offered: (_, language) => ['pet', 'street', 'film'].map((id) => ({ id, text: `${id} in ${language}` })),
    take: async (_, given) => {
      const refused = given.filter(({ answer }) => answer.reveal() === 'abc').map(({ question }) => ({ question, why: 'too-common' as const }))
      return refused.length > 0 ? { refused } : { kept: given.map(({ question, answer }) => ({ question, value: new Secret(`hash of ${answer.reveal()}`) })) }
    },
  }
  const own = visitCodes(codes)
  const seal = {
    seal: (_: unknown, value: Secret) => ({ key: 'k', sealed: Buffer.from(value.reveal()).toString('base64url') }),
    open: (_: unknown, { sealed }: { sealed: string }) => new Secret(Buffer.from(sealed, 'base64url').toString()),
  }
  const serviceOver = (registrations: Registrations) => registrationService({
    visits, registrations, directory, codes: own, throttle, contacts: contactBook('DE'), carried: () => ['email', ...(sms ? ['sms' as const] : []), ...(calls ? ['call' as const] : [])], answers, seal,
    country: 'DE', policy: () => inForce(rules, belongsNowhere), surroundings,
  })
  const service = serviceOver(registrations)
  const begin = signingIn({ signIn, visits, directory, throttle, audit: { record: async (more) => void entries.push(...more) }, surroundings, log: { info() {}, warn() {} } })
  const hear = heardCalls({ visits, registrations, codes: own, throttle, surroundings })
  const links = notMeLinks(new Secret(Buffer.alloc(32, 3).toString('base64')))
  const used = new Set<string>()
  const notMeOver = (registrations: Registrations) => notMe({ links, used: { wasUsed: async (name) => used.has(name), use: async (name) => void used.add(name) }, registrations, surroundings })

  const world = {
    service, begin, links, hear, throttle, registrations, entries, notices, queued, visits,
    now: () => now,
    pass: (seconds: number) => { now += seconds * 1000 },
    set answered(next: typeof answered) { answered = next },
    notMe: notMeOver(registrations), notMeOver, serviceOver,
    registered: () => registrations.read(PERSON),
    async signedIn(entrance: Entrance = 'portal-inside', by: 'password' | 'ticket' = 'password', before?: Secret) {
      const source: Source = { entrance, address: '192.0.2.7' }
      const { token, visit } = by === 'password'
        ? await begin.byPassword({ account: 'ada', password: new Secret(PASSWORD), language: 'en' }, source, before)
        : await begin.byTicket({ language: 'en' }, source, 'ticket', before)
      return hand(new Secret(token), visit.id, source)
    },
  }

  /** What one signed-in person can do. */
  function hand(token: Secret, id: string, source: Source) {
    const visit = async (): Promise<Visit> => (await visits.byId(id))?.visit ?? expect.fail('the visit has gone')
    const code = async (): Promise<Secret> => {
      const present = await visit()
      return present.place.at === 'proof' ? own.derive(present, present.place, 6) : expect.fail('no code is awaited')
    }
    return {
      token, source, visit, code,
      view: () => service.registered(token, {}, source),
      offerNumber: (number: string, by: 'sms' | 'call' = 'sms', country?: string) => service.offerNumber(token, { number: new Secret(number), by, ...(country && { country }) }, source),
      offerMail: (address: string) => service.offerMail(token, { address: new Secret(address) }, source),
      prove: async (typed?: Secret) => service.prove(token, { code: typed ?? await code() }, source),
      again: () => service.proveAgain(token, {}, source),
      withdraw: () => service.withdraw(token, {}, source),
      stepUp: (item: string, way: 'email' | 'sms' | 'call' = 'email') => service.stepUp(token, { item, way }, source),
      give: (answers: Record<string, string>) => service.giveAnswers(token, { answers: Object.entries(answers).map(([question, answer]) => ({ question, answer: new Secret(answer) })) }, source),
      remove: (item: string) => service.remove(token, { item }, source),
      confirm: () => service.confirm(token, {}, source),
      stay: () => service.staySignedIn(token, {}, source),
      signOut: () => service.signOut(token),
      async register(kind: 'number' | 'mail', value: string) {
        await (kind === 'number' ? this.offerNumber(value) : this.offerMail(value))
        return this.prove()
      },
      elsewhere: (entrance: Entrance) => hand(token, id, { ...source, entrance }),
    }
  }
  return world
}

function visitsInMemory(queued: VisitMessage[], entries: AuditEntry[]): Visits {
  const stored = new Map<string, StoredVisit>()
  const sent = new Map<string, number>()
  return {
    async add(visit, tokenHash, more, before) {
      const left = before === undefined ? undefined : stored.get(before)
      if (before !== undefined && left) stored.set(before, { visit: { ...left.visit, place: { at: 'over' } }, version: left.version + 1 })
      stored.set(tokenHash, { visit, version: 1 })
      entries.push(...more)
    },
    async byToken(tokenHash) { return stored.get(tokenHash) },
    async byId(id) { return [...stored.values()].find(({ visit }) => visit.id === id) },
    async save(from, to, messages, more) {
      const [hash, present] = [...stored].find(([, { visit }]) => visit.id === to.id) ?? expect.fail('never added')
      if (present.version !== from.version) return false
      stored.set(hash, { visit: to, version: from.version + 1 })
      queued.push(...messages)
      entries.push(...more)
      return true
    },
    async claim({ visit, counter }) {
      if ((sent.get(visit) ?? 0) >= counter) return false
      sent.set(visit, counter)
      return true
    },
    async release({ visit, counter }) { sent.set(visit, counter - 1) },
  }
}

type Kept = { version: number; frozen?: NonNullable<Registered['frozen']>; resetAt?: number; items: Registration[]; former: Former[] }

function registrationsInMemory(now: () => number, notices: RegistrationNotice[], entries: AuditEntry[]): Registrations {
  const kept = new Map<string, Kept>()
  const of = (person: string) => kept.get(person) ?? { version: 0, items: [], former: [] }
  const at = ({ kind, slot }: Place) => (one: Place) => one.kind === kind && one.slot === slot
  const list = (items: readonly Registration[], kind: RegistrationKind) => items.filter((one) => one.kind === kind).toSorted((a, b) => (a.slot < b.slot ? -1 : 1))
  const change = (seen: Registered, along: Parameters<Registrations['put']>[2], work: (held: Kept) => Partial<Kept>) => {
    const held = of(seen.person)
    if (held.version !== seen.version || held.frozen) return false
    kept.set(seen.person, { ...held, ...work(held), version: held.version + 1 })
    notices.push(...along?.notices ?? [])
    entries.push(...along?.entries ?? [])
    return true
  }
  const former = (gone: readonly Registration[]): Former[] => gone.flatMap(({ kind, value }, index) => (kind === 'answer' ? [] : [{ kind, slot: `former-${index}-${now()}`, value, until: now() + 1 }]))
  return {
    async read(person) {
      const { version, frozen, resetAt, items, former: before } = of(person)
      return { person, version, ...(frozen && { frozen }), ...(resetAt !== undefined && { resetAt }), has: { number: list(items, 'number'), mail: list(items, 'mail'), answer: list(items, 'answer') }, former: before }
    },
    put: async (seen, items, along, instead = []) => change(seen, along, (held) => {
      const gone = held.items.filter((one) => [...items, ...instead].some(at(one)))
      const put = items.map((item) => {
        const same = gone.find((old) => at(item)(old) && old.value.reveal() === item.value.reveal())
        return same ? { ...item, outsideFrom: Math.min(same.outsideFrom, item.outsideFrom) } : item
      })
      return { items: [...held.items.filter((one) => !gone.includes(one)), ...put], former: [...held.former, ...former(gone)] }
    }),
    remove: async (seen, places, along) => change(seen, along, (held) => {
      const gone = held.items.filter((one) => places.some(at(one)))
      return { items: held.items.filter((one) => !gone.includes(one)), former: [...held.former, ...former(gone)] }
    }),
    confirm: async (seen, places, when, along) => change(seen, along, (held) => ({ items: held.items.map((one) => (places.some(at(one)) ? { ...one, confirmedAt: when } : one)) })),
    async freeze(person, { after, ...frozen }, along) {
      const held = of(person)
      if (held.frozen || (after !== undefined && held.resetAt !== undefined && held.resetAt > after)) return
      kept.set(person, { ...held, version: held.version + 1, frozen })
      notices.push(...along?.notices ?? [])
    },
    async reset(person, resetAt, along) {
      kept.set(person, { version: of(person).version + 1, resetAt, items: [], former: [] })
      notices.push(...along?.notices ?? [])
      return true
    },
  }
}
