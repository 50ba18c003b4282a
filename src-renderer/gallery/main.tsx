import { createRoot, type Root } from 'react-dom/client'
import { App } from '../frame/app.tsx'
import { refuseHtml } from '../frame/trusted-types.ts'
import { bestOf, type Language } from '../languages/language.ts'
import { languages } from '../languages/list.ts'
import { inEveryText, lengthen, pseudoLanguages, turn } from '../languages/pseudo.ts'
import { inBrowser } from '../portal/words.ts'
import { RegisterApp } from '../register/app.tsx'
import { beforeRegister, pictureDay } from '../register/states/before.ts'
import { scriptedRegisterBridge } from './scripted-register-bridge.ts'
import type { RegisterScreenState } from '../register/states/state.ts'
import { registerStates } from '../register/states/states.ts'
import { createRegister } from '../register/store/use-register.tsx'
import { inRegister } from '../register/words.tsx'
import { before } from '../states/before.ts'
import type { ScreenState } from '../states/state.ts'
import { states } from '../states/states.ts'
import { stillClock } from '../store/clock.ts'
import { createScreens } from '../store/use-screens.ts'
import { Contents } from './contents.tsx'
import { drawn, perform } from './deeds.ts'
import { sampleBranding } from './sample-branding.ts'
import { keysOfLayout } from './keys-of-layout.ts'
import { scriptedBridge } from './scripted-bridge.ts'

// gallery.html#state=NAME&language=TAG shows one state, with &at=portal as in a browser; without a name, the list. When it is all there, <html data-ready="NAME">.
const all: readonly [Language, ...Language[]] = [...languages, ...pseudoLanguages]
const place = document.getElementById('root')
let root: Root | undefined

async function show() {
  const asked = new URLSearchParams(location.hash.slice(1))
  const name = asked.get('state') ?? ''
  const state = states.find((one) => one.name === name)
  const registering = registerStates.find((one) => one.name === name)
  delete document.documentElement.dataset['ready']
  root?.unmount()
  if (!place) return
  root = createRoot(place)
  if (state) {
    const language = bestOf([asked.get('language') ?? 'en'], all)
    const inPortal = asked.get('at') === 'portal'
    dressAs(inPortal ? 'portal-style' : 'react-aria-pressable-style')
    const spoken = { ...language, messages: await (inPortal ? inBrowser(language) : language).load() }
    const bridge = scriptedBridge(state.view, state.then)
    const branding = state.branded && await sampleBranding[state.branded]()
    root.render(<App screens={createScreens({ bridge, clock: stillClock, languages: all, ...(!inPortal && { keys: keysOfLayout(state.layout) }) }, { ...before(inPortal ? asInBrowser(state) : state, spoken), branding })} />)
    await settled(state.idle !== undefined, state.branded !== undefined, !inPortal)
    await perform(state.does ?? [])
  } else if (registering) {
    dressAs('register-style')
    root.render(<RegisterApp register={await registerIn(registering, bestOf([asked.get('language') ?? 'en'], all))} />)
    await settled(registering.idle !== undefined, false, false)
    await perform(registering.does ?? [])
  } else root.render(<Contents languages={all} />)
  await document.fonts.ready
  await drawn()
  document.documentElement.dataset['ready'] = name
}

/** A browser has no machine of ours, and no tile that was selected. */
const asInBrowser = (state: ScreenState): ScreenState =>
  ({ ...state, machine: { ...state.machine, mode: 'portal', name: undefined, selectedUser: undefined } })

/** Everything behind a screen of registration, on the same day and in the same place each time. */
async function registerIn(state: RegisterScreenState, language: Language) {
  const change = new Map([['en-XA', lengthen], ['ar-XB', turn]]).get(language.tag)
  const spoken = await inRegister(inBrowser(language), change && ((message) => inEveryText(message, change)))
  return createRegister({ bridge: scriptedRegisterBridge(state.view), clock: stillClock, languages: all, calendar: { now: () => pictureDay, timeZone: 'UTC' } }, beforeRegister(state, spoken))
}

const sheets = ['react-aria-pressable-style', 'portal-style', 'register-style'] as const

/** Of the style sheets one is worn. */
function dressAs(worn: (typeof sheets)[number]) {
  for (const id of sheets) {
    const link = document.getElementById(id)
    if (link instanceof HTMLLinkElement) link.disabled = id !== worn
  }
}

/** The screen is there with its corner, and its dialog and the company's look if it has them: all may be loaded later. */
async function settled(dialog: boolean, dressed: boolean, layout: boolean) {
  const isThere = (selector: string) => document.querySelector(selector) !== null
  while (!isThere('h1') || !isThere('.corner-button[data-rac]') || (dialog && !isThere('[role=alertdialog]')) || (dressed && !isThere('[data-dressed]')) || (layout && !isThere('.layout'))) await new Promise((next) => setTimeout(next, 1))
}

refuseHtml()
dressAs('react-aria-pressable-style')
addEventListener('hashchange', () => void show())
await show()
