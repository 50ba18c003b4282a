import type { Secret } from '@gatehouse/contract'
import type { BudgetNumbers } from '../policy/sections/budgets.ts'
import { accountBudgets, addressBudget, askedBudget, type CountedAs, deviceBudgets, seenBudgets, successThere, unseenBudgets } from './counted-as.ts'
import { MustWait, type WaitReason } from './must-wait.ts'
import type { Names } from './names.ts'
import { networkOf } from './network.ts'
import { addressRate, companyRate, dayOfCalls, destinationRate, deviceRate, ENROLMENTS, failuresOf, REMEMBERED, REMINDED, REMINDED_AGAIN } from './numbers.ts'
import type { Budget, BudgetKind, Budgets, Counted, Rate } from './ports.ts'
import { sameForAll } from './typed-name.ts'

export type Spent = { readonly budget: BudgetKind; readonly seconds: number }

type Parts = {
  budgets: Budgets
  names: Names
  /** Those that hold now: budgets are the company's, not of one recovery. */
  numbers: () => BudgetNumbers
  /** Milliseconds since 1970. */
  now: () => number
  /** Told once for each wait, when the first is refused: whoever hammers on fills no record. */
  spent: (what: Spent) => void
}

/** What one try costs. Each throws MustWait where a budget is spent, and has then counted nothing. */
export type Throttle = {
  /** Somebody types a name there. @param device the id of an enrolled machine, where it is one */
  readonly arrive: (address: string, device?: string) => Promise<void>
  /** @param person objectGUID; null for nobody @param gates those that might be begun with @returns how the recovery is counted */
  readonly identify: (who: { typed: string; person: string | null; address: string; device?: string | undefined }, gates: readonly string[], needed: number) => Promise<CountedAs>
  /** A message is asked for at that gate. @param also `calls`: it is a call to a number that anybody may have typed @returns gives it back */
  readonly ask: (counted: CountedAs, gate: string, also?: 'calls') => Promise<() => Promise<void>>
  /** A message follows that nobody asked for: it counts, and nobody is refused for it. */
  readonly follow: (counted: CountedAs) => Promise<void>
  /**
   * A message is about to go to a mailbox or number; undefined: there is none, and it goes nowhere. Nobody sees what is said here:
   * two accounts may share a mailbox, which is not for everybody to know.
   * @param also as for `ask`
   */
  readonly send: (counted: CountedAs, to: Secret | undefined, also?: 'calls') => Promise<{ allowed: boolean; undo: () => Promise<void> }>
  /** Somebody at that number did not ask for what came: for so many minutes nothing goes there. */
  readonly rest: (to: Secret, minutes: number) => Promise<void>
  /**
   * An answer is to be judged at that gate; it counts as wrong until `right` says otherwise.
   * @returns `trusted`: false where the account's other names have spent its budget, so that even a right answer must not count
   */
  readonly answer: (counted: CountedAs, gate: string) => Promise<{ trusted: boolean; undo: () => Promise<void> }>
  /** That answer was right: the gate's failures are forgotten. The account's are not: it is the other gate that somebody may be guessing. */
  readonly right: (counted: CountedAs, gate: string) => Promise<void>
  /** A code with which machines are enrolled is tried there. @returns says that it was right: then it does not count */
  readonly enrol: (address: string) => Promise<() => Promise<void>>
  /** An enrolled machine asks about somebody who has signed in at it. @param sid theirs, whether anybody has it or not */
  readonly remind: (device: string, sid: string) => Promise<void>
  /** All gates are passed: the account's failures are forgotten, and the source is known from now on. */
  readonly through: (counted: CountedAs) => Promise<void>
}

export function createThrottle({ budgets, names, numbers, now, spent }: Parts): Throttle {
  const told = new Map<string, number>()
  const company = ({ known }: CountedAs): Budget & Rate => ({ kind: 'company', name: 'messages', ...companyRate(numbers(), known) })
  /** What is counted for ten minutes, and for calls of registration for a day too. */
  const forADay = (budget: Budget, also: 'calls' | undefined): (Budget & Rate)[] =>
    (also ? [{ kind: budget.kind, name: `${budget.name}.calls`, ...dayOfCalls(numbers()) }] : [])
  const destinationName = (to: Secret) => names('destination', to.reveal().toLowerCase())
  const deviceName = (device: string) => names('device', device)
  const sourceName = (address: string) => names('address', networkOf(address))

  return {
    async arrive(address, device) {
      const ofDevice = device === undefined ? [] : deviceBudgets({ device: deviceName(device) }).map((budget) => ({ ...budget, ...deviceRate(numbers()) }))
      await takeAll('too-many-tries', [{ ...addressBudget({ address: sourceName(address) }), ...addressRate(numbers()) }, ...ofDevice])
    },

    async identify({ typed, person, address, device }, gates, needed) {
      const name = sameForAll(typed)
      // Both are made and looked up for everybody, so that nobody takes longer.
      const [one, other] = [names('person', person ?? name), names('nobody', name)]
      const who = { typed: names('typed', name), person: person === null ? other : one, address: sourceName(address), ...(device !== undefined && { device: deviceName(device) }) }
      const [strange, familiar] = [{ ...who, known: false }, { ...who, known: true }]
      const found = await budgets.look([successThere(who), ...gates.flatMap((gate) => [...seenBudgets(strange, gate), ...seenBudgets(familiar, gate)])], now())
      const counted = found.some(({ kind }) => kind === 'success') ? familiar : strange
      const waits = (budget: Budget) => found.filter((row) => row.refused && isSame(row, budget))
      const of = (kind: BudgetKind) => gates.flatMap((gate) => seenBudgets(counted, gate).filter((budget) => budget.kind === kind).flatMap(waits))
      refuse('too-many-tries', of('account'))
      // One gate that waits stops nobody who can take another way.
      const closed = of('gate')
      if (gates.length - closed.length < needed) refuse('too-many-tries', closed)
      return counted
    },

    async ask(counted, gate, also) {
      const own = askedBudget(counted, gate)
      const asked = [{ ...own, ...destinationRate(numbers(), counted.known) }, ...forADay(own, also), company(counted)]
      return takeAll('too-many-messages', asked)
    },

    async follow(counted) {
      await budgets.take([company(counted)], now())
    },

    async send(counted, to, also) {
      const name = to ? destinationName(to) : names('nobody', counted.person)
      const own = { kind: 'destination', name } as const
      const all: (Budget & Rate)[] = [{ ...own, ...destinationRate(numbers(), counted.known) }, ...forADay(own, also)]
      const [resting] = await budgets.look([{ kind: 'rest', name }], now())
      const rows = await budgets.take(all, now())
      const refused = rows.filter((row) => row.refused)
      for (const row of refused) tell(row)
      const undo = () => budgets.giveBack(all.filter((budget) => !refused.some((row) => isSame(row, budget))))
      return { allowed: refused.length === 0 && resting === undefined, undo }
    },

    async rest(to, minutes) {
      await budgets.take([{ kind: 'rest', name: destinationName(to), most: 1, within: minutes * 60_000, strict: true }], now())
    },

    async answer(counted, gate) {
      const [seen, unseen] = [seenBudgets(counted, gate), unseenBudgets(counted, gate)]
      const all = [...seen, ...unseen].map((budget) => ({ ...budget, ...failuresOf(budget.kind, numbers()) }))
      const waiting = (await budgets.fail(all, now())).filter(({ refused }) => refused)
      const undo = () => budgets.giveBack(all.filter((budget) => !waiting.some((row) => isSame(row, budget))))
      const isSeen = (row: Budget) => seen.some((budget) => isSame(row, budget))
      if (waiting.some(isSeen)) {
        await undo()
        refuse('too-many-tries', waiting.filter(isSeen))
      }
      for (const row of waiting) tell(row)
      return { trusted: waiting.length === 0, undo }
    },

    async right(counted, gate) {
      const all = [...seenBudgets(counted, gate), ...unseenBudgets(counted, gate)]
      await budgets.forgive(all.filter(({ kind }) => kind === 'gate'))
      await budgets.giveBack(all.filter(({ kind }) => kind === 'account'))
    },

    enrol: (address) => takeAll('too-many-tries', [{ kind: 'enrolment', name: sourceName(address), ...ENROLMENTS }]),

    async remind(device, sid) {
      const machine = { kind: 'reminder', name: deviceName(device) } as const
      const somebody = { kind: 'reminder', name: `${machine.name}.${names('person', sid)}` } as const
      const [before] = await budgets.look([somebody], now())
      // One after the other: who was refused for the machine's sake must not count as asked about.
      if (!before) await takeAll('too-many-tries', [{ ...machine, ...REMINDED }])
      await takeAll('too-many-tries', [{ ...somebody, ...REMINDED_AGAIN }])
    },

    async through(counted) {
      await budgets.forgive(accountBudgets(counted))
      await budgets.giveBack([addressBudget(counted), ...deviceBudgets(counted)])
      await budgets.take([{ ...successThere(counted), ...REMEMBERED }], now())
    },
  }

  /** Takes one from each, or, where one of them is spent, from none. @returns gives it back @throws MustWait */
  async function takeAll(reason: WaitReason, asked: readonly (Budget & Rate)[]): Promise<() => Promise<void>> {
    const rows = await budgets.take(asked, now())
    const undo = () => budgets.giveBack(asked.filter((budget) => rows.some((row) => isSame(row, budget) && !row.refused)))
    if (rows.some(({ refused }) => refused)) {
      await undo()
      refuse(reason, rows)
    }
    return undo
  }

  /** @throws MustWait until the last of those that refused may be tried again */
  function refuse(reason: WaitReason, counted: readonly Counted[]): void {
    const refused = counted.filter((row) => row.refused)
    if (refused.length === 0) return
    for (const row of refused) tell(row)
    throw new MustWait(reason, Math.max(...refused.map(({ until }) => until)) - now())
  }

  function tell({ kind, name, until }: Counted): void {
    const at = now()
    if ((told.get(`${kind} ${name}`) ?? 0) > at) return
    if (told.size >= MOST_TOLD) for (const [row, end] of told) if (end <= at) told.delete(row)
    // Under an attack from everywhere that is no news any more.
    if (told.size >= MOST_TOLD) return
    told.set(`${kind} ${name}`, until)
    spent({ budget: kind, seconds: Math.max(1, Math.ceil((until - at) / 1000)) })
  }
}

const MOST_TOLD = 1000
const isSame = (one: Budget, other: Budget) => one.kind === other.kind && one.name === other.name
