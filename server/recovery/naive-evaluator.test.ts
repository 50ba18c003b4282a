import { type Choice, choices, entrances, type Secret, Secret as SecretText, type Step, type View } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { runs } from '../../test/soak.ts'
import { gateFacts, gateNames } from '../policy/gate-facts.ts'
import { loadPolicy } from '../policy/load.ts'
import { mayChoose, type Somebody, thing, type Written } from './naive-evaluator.scenario.ts'
import { belongsNowhere } from './policy.scenario.ts'
import { world } from './service.scenario.ts'

const groups = ['Board', 'Drivers']
const units = ['OU=Staff,DC=corp,DC=example', 'OU=Sales,OU=Staff,DC=corp,DC=example', 'OU=Guests,DC=corp,DC=example']
const some = (all: readonly string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: all.length })

const workflow: fc.Arbitrary<Omit<Written, 'name'>> = fc.record({
  for: fc.record({ entrances: some(entrances), groups: some(groups), units: some(units) }, { requiredKeys: [] }),
  gates: some(gateNames), needed: fc.integer({ min: 1, max: 2 }), order: fc.constantFrom('fixed', 'free'), choices: some(choices),
})
/** Most policies that tell the entrances apart do not load: half of them do not. */
const anywhere = workflow.map(({ for: { groups, units } = {}, ...asked }) => ({ ...asked, for: { ...(groups && { groups }), ...(units && { units }) }, choices: [...choices] }))
/** Mostly with one for everybody at the end, or hardly any would load. */
const policies: fc.Arbitrary<Written[]> = fc.tuple(fc.oneof(fc.array(workflow, { maxLength: 3 }), fc.array(anywhere, { maxLength: 3 })), fc.constantFrom(1, 2))
  .map(([some, needed]) => [...some, { gates: ['sms-code', 'email-code'], needed, order: 'free' }].map((one, at) => ({ ...one, name: `workflow ${at}` })))
/** One at workstations and one at the portals. */
const split: fc.Arbitrary<Written[]> = fc.tuple(workflow, workflow).map(([machine, portals]) => [
  { ...machine, name: 'machine', for: { entrances: ['workstation'] } }, { ...portals, name: 'portals', for: { entrances: ['portal-inside', 'portal-outside'] } },
])
const people: fc.Arbitrary<Somebody> = fc.record({
  groups: fc.subarray(groups), name: fc.constantFrom(...units, 'DC=corp,DC=example').map((unit) => `CN=ada,${unit}`),
})
type Deed = 'right' | 'wrong' | 'first way' | 'last way' | 'unlock' | 'set-password' | 'password' | 'wait'
const deeds = fc.array(fc.constantFrom<Deed>('right', 'right', 'right', 'wrong', 'first way', 'last way', 'unlock', 'set-password', 'password', 'wait'), { minLength: 2, maxLength: 12 })

describe('[F-14] judged by an evaluator that was written from the documentation alone', () => {
  it('no policy that loads lets anybody through with less than it says, and who has what it asks for gets through', async () => {
    const seen = { loaded: 0, chosen: 0, refused: 0 }
    await fc.assert(fc.asyncProperty(policies, people, fc.constantFrom(...entrances), deeds, async (workflows, who, entrance, hands) => {
      const loaded = loadPolicy(stringify({ version: 1, workflows }, { aliasDuplicateObjects: false }), 'policy.yaml')
      if (!loaded.ok) return
      seen.loaded += 1
      const w = world({
        held: loaded.policy, entrance,
        belongs: { ...belongsNowhere, belonging: async () => who, group: async (name) => name, unit: async (name) => name },
      })
      const { token, view } = await w.begin()
      await play(w, token, view, hands, (passed, choice, got) => {
        const may = mayChoose(workflows, who, entrance, passed, choice)
        if (got) expect(may, `${choice} after ${passed.join(' and ') || 'nothing'} at ${entrance}`).toBe(true)
        if (got) seen.chosen += 1
        else seen.refused += 1
      }, (passed) => {
        // At the choice nothing more can be proven: then it must be enough for something that the workflow allows.
        expect((['unlock', 'set-password'] as const).some((choice) => mayChoose(workflows, who, entrance, passed, choice))).toBe(true)
      })
    }), { numRuns: runs(400) })
    expect(seen.loaded, 'hardly any policy loaded').toBeGreaterThan(runs(60))
    expect(seen.chosen, 'hardly anybody came through').toBeGreaterThan(runs(8))
    expect(seen.refused, 'hardly anybody was refused').toBeGreaterThan(runs(20))
  })

  it('[S-07 S-21] whoever says at a portal that they are a workstation gains nothing by it', () => {
    const passes = orders(gateNames)
    let seen = 0
    fc.assert(fc.property(fc.oneof(policies, split), people, (workflows, who) => {
      const loaded = loadPolicy(stringify({ version: 1, workflows }, { aliasDuplicateObjects: false }), 'policy.yaml', { sms: [], calls: true, portal: true })
      if (!loaded.ok) return
      for (const choice of choices) {
        for (const passed of passes.filter((gates) => mayChoose(workflows, who, 'workstation', gates, choice))) {
          seen += 1
          for (const portal of ['portal-inside', 'portal-outside'] as const) {
            // Gates that rest on one thing prove the same: a call to a number is worth an SMS to it.
            const held = new Set(passed.map((gate) => thing[gate]))
            const may = passes.some((gates) => gates.every((gate) => held.has(thing[gate])) && mayChoose(workflows, who, portal, gates, choice))
            expect(may, `${choice} after ${passed.join(' and ')}, which is not enough at ${portal}`).toBe(true)
          }
        }
      }
    }), { numRuns: runs(300) })
    expect(seen, 'hardly anybody could choose').toBeGreaterThan(runs(100))
  })

  it('[S-11] an answer more that is wrong helps nobody, whenever it is given', async () => {
    let through = 0
    await fc.assert(fc.asyncProperty(policies, people, fc.constantFrom(...entrances), deeds, fc.nat({ max: 12 }), async (workflows, who, entrance, hands, at) => {
      const loaded = loadPolicy(stringify({ version: 1, workflows }, { aliasDuplicateObjects: false }), 'policy.yaml')
      if (!loaded.ok) return
      const chosen = async (all: readonly Deed[]) => {
        const w = world({ held: loaded.policy, entrance, belongs: { ...belongsNowhere, belonging: async () => who, group: async (name) => name, unit: async (name) => name } })
        const { token, view } = await w.begin()
        let got = 0
        await play(w, token, view, all, (_, __, done) => { got += done ? 1 : 0 }, () => {})
        return got
      }
      const without = await chosen(hands)
      expect(await chosen([...hands.slice(0, at), 'wrong', ...hands.slice(at)])).toBeLessThanOrEqual(without)
      through += without
    }), { numRuns: runs(200) })
    expect(through, 'hardly anybody came through').toBeGreaterThan(runs(4))
  })
})

/** What the hands at the screen do, with what they themselves saw pass: not what the server remembers. */
async function play(
  w: ReturnType<typeof world>, token: Secret, begun: View, hands: readonly Deed[],
  judge: (passed: string[], choice: Choice, got: boolean) => void, atChoice: (passed: string[]) => void,
) {
  let view = begun
  const passed: string[] = []
  let heard = 0
  for (const hand of hands) {
    const { step, stepToken } = view
    const gate = 'way' in step ? gateNames.find((name) => gateFacts[name].way === step.way) : undefined
    const sent = w.queued.findLast((message) => message.gate === gate)
    const wayAt = (at: number) => view.ways.at(at) ?? 'email'
    const choice = hand === 'unlock' || hand === 'set-password' ? hand : undefined
    try {
      switch (hand) {
        case 'right': case 'wrong': {
          const right = hand === 'right'
          if (step.kind === 'call' && sent) await w.service.hear(sent.recovery, 'phone-call', { counter: sent.counter, number: ++heard, what: 'keys', keys: new SecretText(right ? step.keys ?? '' : 'xx') })
          // Next at a call that is not confirmed is no answer at all.
          if (step.kind === 'call' && !right) break
          view = await w.service.answer(token, { stepToken, answer: answerTo(step, right && sent ? w.codeFor(sent) : undefined, right) })
          if (right && gate && !('error' in view.step && 'way' in view.step && view.step.way === gateFacts[gate].way) && view.step.kind !== 'ended') passed.push(gate)
          break
        }
        case 'first way': view = await w.service.pickWay(token, { stepToken, way: wayAt(0) }); break
        case 'last way': view = await w.service.pickWay(token, { stepToken, way: wayAt(-1) }); break
        case 'unlock': case 'set-password': view = await w.service.choose(token, { stepToken, choice: hand }); break
        case 'password': view = await w.service.setPassword(token, { stepToken, password: new SecretText('correct horse battery') }); break
        case 'wait': w.pass(40)
      }
      if (choice) judge([...passed], choice, true)
      if (view.step.kind === 'choice') atChoice([...passed])
      if (view.step.kind === 'done') expect(w.asked.some((what) => what === 'unlock' || what === 'set')).toBe(true)
      else if (hand !== 'password') expect(w.asked, 'something was carried out').not.toContain('set')
    } catch (error) {
      if (error instanceof Error && error.name === 'AssertionError') throw error
      if (choice) judge([...passed], choice, false)
    }
  }
}

function answerTo(step: Step, code: Secret | undefined, right: boolean): Secret | Secret[] | undefined {
  if (step.kind === 'call') return undefined
  if (step.kind === 'questions') return step.questions.map(() => new SecretText(right ? 'right' : 'wrong'))
  return code ?? new SecretText('wrong')
}

/** Every choice of some of them, in every order. */
function orders<T>(all: readonly T[]): T[][] {
  return [[], ...all.flatMap((one) => orders(all.filter((other) => other !== one)).map((rest) => [one, ...rest]))]
}
