import { operations, type Problem, Problem as AnyProblem, View } from '@gatehouse/contract'
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anyOf, oddText } from '../../test/any-of.ts'
import { runs } from '../../test/soak.ts'
import { Frame } from '../frame/frame.tsx'
import { scriptedBridge } from '../gallery/scripted-bridge.ts'
import type { Spoken } from '../languages/language.ts'
import { inEnglish } from '../languages/list.ts'
import { pseudoLanguages } from '../languages/pseudo.ts'
import { WordsProvider, wordsOf } from '../languages/words.tsx'
import * as later from '../screens/later.ts'
import { Present } from '../screens/present.tsx'
import { stillClock } from '../store/clock.ts'
import type { State } from '../store/state.ts'
import { createScreens, ScreensProvider } from '../store/use-screens.ts'
import { before } from './before.ts'
import { states } from './states.ts'

const turned = pseudoLanguages.find(({ direction }) => direction === 'rtl') ?? inEnglish
const spokenTurned: Spoken = { ...turned, messages: await turned.load() }
const [first] = states

/** The screen, as the page has it before anything is pressed. */
function markup(state: Partial<State>, spoken: Spoken = inEnglish): string {
  if (!first) throw new Error('there is a first state')
  const screens = createScreens({ bridge: scriptedBridge(state.view), clock: stillClock, languages: [inEnglish] }, { ...before(first, spoken), ...state })
  return renderToStaticMarkup(<ScreensProvider value={screens}><WordsProvider value={wordsOf(spoken)}><Frame><Present later={later} /></Frame></WordsProvider></ScreensProvider>)
}

/** A screen with one question on it, and of what came over the wire nothing but text. */
function isAScreen(html: string): void {
  expect(html.match(/<h1/gu)).toHaveLength(1)
  // What was sent stands between tags or quotes, where it is text.
  const tags = html.replaceAll(/"[^"]*"/gu, '""').match(/<[^>]*>/gu)?.join('') ?? ''
  expect(tags).not.toMatch(/<(?:script|iframe|object|embed|link|base|meta|img)|\son\w+=/iu)
  expect(html).not.toMatch(/undefined|\[object|NaN|Infinity/u)
}

const about = anyOf(operations.about.out)

test.each([['left to right', inEnglish], ['right to left', spokenTurned]] as const)('[S-05] whatever view the contract allows, there is a screen for it, and texts are texts (%s)', (how, spoken) => {
  expect(spoken.direction).toBe(how === 'left to right' ? 'ltr' : 'rtl')
  fc.assert(fc.property(anyOf(View), about, fc.boolean(), (view, said, seeking) => isAScreen(markup({ view, about: said, seeking }, spoken))), { numRuns: runs(40) })
})

test('[S-05] whatever problem the contract allows, and whatever was typed before, there is a screen for it', () => {
  fc.assert(fc.property(anyOf(AnyProblem), about, oddText, (said: Problem, server, account) => {
    isAScreen(markup({ problem: { said, again: 'about', saidAt: 0 }, about: server, account }))
  }), { numRuns: runs(40) })
})
