import { callStates, codeWays, deliveries, passwordReasons, problemCodes, type StepKind } from '@gatehouse/contract'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { inEnglish } from '../languages/list.ts'
import { pseudoLanguages } from '../languages/pseudo.ts'
import { WordsProvider, wordsOf } from '../languages/words.tsx'
import { Frame } from '../frame/frame.tsx'
import * as later from '../screens/later.ts'
import { Present } from '../screens/present.tsx'
import { scriptedBridge } from '../gallery/scripted-bridge.ts'
import { stillClock } from '../store/clock.ts'
import { createScreens, ScreensProvider } from '../store/use-screens.ts'
import { before } from './before.ts'
import { states } from './states.ts'

const steps = states.flatMap(({ view }) => (view ? [view.step] : []))
const kinds = { code: true, call: true, questions: true, ways: true, choice: true, 'new-password': true, working: true, done: true, ended: true } as const satisfies Record<StepKind, true>
const sorted = (of: Iterable<string | undefined>) => [...new Set(of)].filter((one) => one !== undefined).sort()

describe('the list of states', () => {
  it('names no state twice', () => {
    expect(states.map(({ name }) => name)).toEqual([...new Set(states.map(({ name }) => name))])
  })

  it('has every kind of step', () => {
    expect(sorted(steps.map(({ kind }) => kind))).toEqual(sorted(Object.keys(kinds)))
  })

  it('has every problem', () => {
    expect(sorted(states.map(({ problem }) => problem))).toEqual(sorted(problemCodes))
  })

  it('has every end, every choice and every reason why one cannot help', () => {
    expect(sorted(steps.map((step) => (step.kind === 'ended' ? step.reason : undefined)))).toEqual(['cancelled', 'expired', 'not-asked-for', 'stopped', 'too-early', 'too-many-changes', 'too-many-tries', 'unclear'])
    expect(sorted(steps.map((step) => (step.kind === 'done' ? step.choice : undefined)))).toEqual(['set-password', 'unlock'])
    expect(sorted(steps.map((step) => (step.kind === 'done' ? step.reached : undefined)))).toEqual(['here', 'not-yet'])
    expect(sorted(steps.flatMap((step) => (step.kind === 'choice' ? step.choices.map(({ whyNot }) => whyNot) : []))))
      .toEqual(['account-expired', 'cannot-change', 'disabled', 'must-change', 'not-allowed', 'not-locked', 'outside-hours', 'password-expired', 'protected', 'smart-card-required'])
  })

  it('has every word on how a code fares, for every way', () => {
    expect(sorted(steps.map((step) => (step.kind === 'code' && step.delivery ? `${step.way} ${step.delivery}` : undefined))))
      .toEqual(sorted(codeWays.flatMap((way) => deliveries.map((delivery) => `${way} ${delivery}`))))
  })

  it('has every reason why a password can be refused', () => {
    expect(sorted(steps.map((step) => (step.kind === 'new-password' ? step.reason : undefined)))).toEqual(sorted(passwordReasons))
  })

  it('has every error of every step', () => {
    expect(sorted(steps.map((step) => ('error' in step ? `${step.kind} ${step.error}` : undefined)))).toEqual([
      'call still-waiting', 'choice not-carried-out', 'code code-expired', 'code code-wrong', 'code not-judged', 'new-password not-carried-out', 'new-password password-refused',
      'questions answers-wrong', 'questions not-judged',
    ])
  })

  it('has every state of a call', () => {
    expect(sorted(steps.map((step) => (step.kind === 'call' ? step.call : undefined)))).toEqual(sorted(callStates))
  })
})

describe.each([inEnglish, ...pseudoLanguages])('in $tag', (language) => {
  it.each(states)('$name has words for everything, and tells nobody anything twice', async (state) => {
    const spoken = { ...language, messages: await language.load() }
    const screens = createScreens({ bridge: scriptedBridge(state.view), clock: stillClock, languages: [inEnglish] }, before(state, spoken))
    const html = renderToStaticMarkup(
      <ScreensProvider value={screens}><WordsProvider value={wordsOf(spoken)}><Frame><Present later={later} /></Frame></WordsProvider></ScreensProvider>)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).not.toMatch(/undefined|\[object/)
    // What interrupts somebody is not told once more by what waits for them to pause.
    const told = [...html.matchAll(/<p[^>]* role="(?:alert|status)"[^>]*>(.*?)<\/p>/g)].map(([, inside = '']) => inside.replace(/<[^>]+>/g, '')).filter((text) => text !== '')
    expect(told).toEqual([...new Set(told)])
  })
})
