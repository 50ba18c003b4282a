import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { BudgetsSection } from '../policy/sections/budgets.ts'
import { budgetsInMemory } from './budgets.scenario.ts'
import { keyedNames } from './names.ts'
import { createThrottle, type Spent, type Throttle } from './throttle.ts'

/** Test material: the numbers of a policy that says nothing of budgets, and a throttle without a database. */
export const usualNumbers = v.parse(BudgetsSection, {})
export const names = keyedNames(new Secret(Buffer.alloc(32, 9).toString('base64')))

export const throttleInMemory = (now: () => number, spent: (what: Spent) => void = () => {}, numbers = usualNumbers) =>
  createThrottle({ budgets: budgetsInMemory(), names, numbers: () => numbers, now, spent })

/** For what is about something else: nothing is ever spent, because each is counted anew. */
export const unlimited = (now: () => number): Throttle => {
  const fresh = () => throttleInMemory(now)
  return {
    arrive: (...who) => fresh().arrive(...who),
    enrol: (...who) => fresh().enrol(...who),
    remind: (...who) => fresh().remind(...who),
    identify: (...who) => fresh().identify(...who),
    ask: (...who) => fresh().ask(...who),
    follow: (...who) => fresh().follow(...who),
    send: (...who) => fresh().send(...who),
    rest: (...who) => fresh().rest(...who),
    answer: (...who) => fresh().answer(...who),
    right: (...who) => fresh().right(...who),
    through: (...who) => fresh().through(...who),
  }
}
