import { type Entrance, entrances } from '@gatehouse/contract'
import type { RegistrationKind } from '@gatehouse/contract/registration'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { type GateName, gateNames } from '../policy/gate-facts.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import { isMet } from '../policy/ways.ts'
import { missingOf, registeredFor } from './wanted.ts'

const kinds: readonly RegistrationKind[] = ['number', 'mail', 'questions']
const workflow = (needed: number, ...gates: GateName[]): Workflow =>
  ({ name: 'Some', for: { entrances: [...entrances] }, gates, needed, order: 'free', choices: ['unlock'] })
const every = (one: Workflow) => () => one
const having = (...has: RegistrationKind[]) => (gate: GateName) => (has.includes(registeredFor(gate)) ? 'yes' as const : 'no' as const)

describe('what is still to be registered', () => {
  it('two of three, and one is there: one more, and either of the others will do', () => {
    const twoOfThree = every(workflow(2, 'sms-code', 'email-code', 'questions'))
    expect(missingOf(kinds, twoOfThree, having('number'))).toEqual({ more: 1, kinds: ['mail', 'questions'] })
    expect(missingOf(kinds, twoOfThree, having())).toEqual({ more: 2, kinds: ['number', 'mail', 'questions'] })
    expect(missingOf(kinds, twoOfThree, having('mail', 'questions'))).toEqual({ more: 0, kinds: [] })
  })

  it('all of three, and one is there: two more', () => {
    expect(missingOf(kinds, every(workflow(3, 'sms-code', 'email-code', 'questions')), having('mail'))).toEqual({ more: 2, kinds: ['number', 'questions'] })
  })

  it('a call and a code to one number are one thing', () => {
    expect(missingOf(kinds, every(workflow(2, 'phone-call', 'sms-code', 'email-code')), having('number'))).toEqual({ more: 1, kinds: ['mail'] })
  })

  it('what one entrance wants for certain is not offered in the place of something else that another would take', () => {
    const differs = (entrance: Entrance) => (entrance === 'portal-outside' ? workflow(2, 'sms-code', 'email-code') : workflow(1, 'sms-code', 'email-code'))
    expect(missingOf(kinds, differs, having('mail'))).toEqual({ more: 1, kinds: ['number'] })
  })

  it('what cannot be registered here is not counted, and what can is, as far as it leads', () => {
    expect(missingOf(['mail'], every(workflow(2, 'sms-code', 'email-code')), having())).toEqual({ more: 1, kinds: ['mail'] })
    expect(missingOf(['mail'], every(workflow(2, 'sms-code', 'email-code')), having('mail'))).toEqual({ more: 0, kinds: [] })
  })

  it('whatever the policy wants: so many of them are enough somehow, fewer never are, and the others would not do', () => {
    const workflows = fc.record({ gates: fc.uniqueArray(fc.constantFrom(...gateNames), { minLength: 1 }), needed: fc.integer({ min: 1, max: 3 }) })
      .map(({ gates, needed }) => workflow(needed, ...gates)).filter((one) => isMet(one, one.gates))
    fc.assert(fc.property(fc.tuple(workflows, workflows, workflows), fc.subarray([...kinds]), ([one, two, three], has) => {
      const at = (entrance: Entrance) => ({ 'workstation': one, 'portal-inside': two, 'portal-outside': three })[entrance]
      const isEnough = (more: readonly RegistrationKind[]) => entrances.every((entrance) =>
        isMet(at(entrance), at(entrance).gates.filter((gate) => [...has, ...more].includes(registeredFor(gate)))))
      const { more, kinds: named } = missingOf(kinds, at, having(...has))
      const all = [[], ['number'], ['mail'], ['questions'], ['number', 'mail'], ['number', 'questions'], ['mail', 'questions'], [...kinds]] as const
      const enough = all.filter(isEnough)
      expect(more).toBe(Math.min(...enough.map(({ length }) => length)))
      for (const kind of kinds) expect(named.includes(kind), kind).toBe(enough.some((some) => some.length === more && [...some].some((other) => other === kind)))
    }), { numRuns: runs(300) })
  })
})
