import { accountReasons, deliveries, problemCodes } from '@gatehouse/contract'
import { answerRefusals, proofCallStates, registrationOperations, registrationRefusals, type RegistrationStepKind, type RegistrationView } from '@gatehouse/contract/registration'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { inEnglish } from '../../languages/list.ts'
import { inEveryText, lengthen, pseudoLanguages, turn } from '../../languages/pseudo.ts'
import { stillClock } from '../../store/clock.ts'
import * as forms from '../screens/forms.ts'
import { RegisterFrame } from '../screens/frame.tsx'
import { PresentRegister } from '../screens/present.tsx'
import { createRegister, RegisterProvider } from '../store/use-register.tsx'
import { inRegister, RegisterWords } from '../words.tsx'
import { beforeRegister, pictureDay } from './before.ts'
import { scriptedRegisterBridge } from '../../gallery/scripted-register-bridge.ts'
import { registerStates as states } from './states.ts'
import { viewOf } from './views.ts'

const views = states.flatMap(({ view }) => view ?? [])
const steps = views.map(({ step }) => step)
const sorted = (of: Iterable<string | undefined>) => [...new Set(of)].filter((one) => one !== undefined).sort()
const kinds = { overview: true, 'step-up': true, elsewhere: true, prove: true, frozen: true } as const satisfies Record<RegistrationStepKind, true>
const deeds = { registered: true, removed: true, confirmed: true, proved: true } as const satisfies Record<NonNullable<RegistrationView['done']>, true>

describe('the list of states of registration', () => {
  it('names no state twice', () => {
    expect(states.map(({ name }) => name)).toEqual([...new Set(states.map(({ name }) => name))])
  })

  it('has every kind of step, and each in every way it can be', () => {
    expect(sorted(steps.map(({ kind }) => kind))).toEqual(sorted(Object.keys(kinds)))
    expect(sorted(steps.map((step) => ('why' in step ? `${step.kind} ${step.why}` : undefined)))).toEqual(['elsewhere change', 'elsewhere first', 'step-up change', 'step-up first'])
    expect(sorted(steps.map((step) => (step.kind === 'prove' && !step.call ? `${step.way} ${step.delivery}` : undefined)))).toEqual(sorted(['email', 'sms'].flatMap((way) => deliveries.map((one) => `${way} ${one}`))))
    expect(sorted(steps.map((step) => (step.kind === 'prove' ? step.call?.state : undefined)))).toEqual(sorted(proofCallStates))
    expect(sorted(steps.map((step) => (step.kind === 'prove' ? step.error : undefined)))).toEqual(['code-expired', 'code-wrong'])
    expect(sorted(steps.map((step) => (step.kind === 'prove' ? step.what : undefined)))).toEqual(['new', 'step-up'])
  })

  it('has every refusal, and all that can have been done', () => {
    expect(sorted(views.map(({ refused }) => refused))).toEqual(sorted(registrationRefusals))
    expect(sorted(views.flatMap(({ refusedAnswers = [] }) => refusedAnswers.map(({ why }) => why)))).toEqual(sorted(answerRefusals))
    expect(sorted(views.map(({ done }) => done))).toEqual(sorted(Object.keys(deeds)))
  })

  it('has every word on why nobody is signed in', () => {
    expect(sorted(states.map(({ signInRefused }) => signInRefused?.code))).toEqual(['account-not-ready', 'negotiate-needed', 'sign-in-refused'])
    expect(sorted(states.map(({ signInRefused: refused }) => (refused?.code === 'account-not-ready' ? refused.why : undefined)))).toEqual(sorted(accountReasons))
  })

  it('has every problem of its operations, but those that are said elsewhere', () => {
    const own = problemCodes.filter((code) => Object.values(registrationOperations).some(({ problems }) => problems.some((one) => one === code)))
    const said = ['sign-in-refused', 'account-not-ready', 'negotiate-needed', 'not-signed-in', 'step-up-needed']
    expect(states.map(({ problem }) => problem)).toEqual(expect.arrayContaining(own.filter((code) => !said.includes(code))))
  })
})

const changes = new Map([['en-XA', lengthen], ['ar-XB', turn]])

describe.each([inEnglish, ...pseudoLanguages])('in $tag', (language) => {
  it.each(states)('$name has words for everything', async (state) => {
    const change = changes.get(language.tag)
    const spoken = await inRegister(language, change && ((message) => inEveryText(message, change)))
    const outside = { bridge: scriptedRegisterBridge(state.view), clock: stillClock, languages: [inEnglish] as const, calendar: { now: () => pictureDay, timeZone: 'UTC' } }
    const html = renderToStaticMarkup(
      <RegisterProvider value={createRegister(outside, beforeRegister(state, spoken))}>
        <RegisterWords spoken={spoken}><RegisterFrame><PresentRegister given={forms} /></RegisterFrame></RegisterWords>
      </RegisterProvider>)
    expect(html.match(/<h1/g)).toHaveLength(1)
    // Whoever has signed in sees as whom: a PC may know another than who sits before it.
    expect(html.includes(viewOf().account)).toBe(state.view !== undefined)
    expect(html).not.toMatch(/undefined|\[object|NaN|Invalid Date/)
  })
})
