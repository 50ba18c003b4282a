import { createRoot, type Root } from 'react-dom/client'
import { App } from '../frame/app.tsx'
import { refuseHtml } from '../frame/trusted-types.ts'
import { bestOf, type Language } from '../languages/language.ts'
import { languages } from '../languages/list.ts'
import { pseudoLanguages } from '../languages/pseudo.ts'
import { inBrowser } from '../portal/words.ts'
import { before } from '../states/before.ts'
import type { ScreenState } from '../states/state.ts'
import { states } from '../states/states.ts'
import { stillClock } from '../store/clock.ts'
import { createScreens } from '../store/use-screens.ts'
import { Contents } from './contents.tsx'
import { drawn, perform } from './deeds.ts'
import { sampleBranding } from './sample-branding.ts'
import { scriptedBridge } from './scripted-bridge.ts'

// gallery.html#state=NAME&language=TAG shows one state, with &at=portal as in a browser; without a name, the list. When it is all there, <html data-ready="NAME">.
const all: readonly [Language, ...Language[]] = [...languages, ...pseudoLanguages]
const place = document.getElementById('root')
let root: Root | undefined

async function show() {
  const asked = new URLSearchParams(location.hash.slice(1))
  const name = asked.get('state') ?? ''
  const state = states.find((one) => one.name === name)
  delete document.documentElement.dataset['ready']
  root?.unmount()
  if (!place) return
  root = createRoot(place)
  if (state) {
    const language = bestOf([asked.get('language') ?? 'en'], all)
    const inPortal = asked.get('at') === 'portal'
    dressAs(inPortal)
    const spoken = { ...language, messages: await (inPortal ? inBrowser(language) : language).load() }
    const bridge = scriptedBridge(state.view)
    const branding = state.branded && await sampleBranding[state.branded]()
    root.render(<App screens={createScreens({ bridge, clock: stillClock, languages: all }, { ...before(inPortal ? asInBrowser(state) : state, spoken), branding })} />)
    await settled(state.idle !== undefined, state.branded !== undefined)
    await perform(state.does ?? [])
    await document.fonts.ready
  } else root.render(<Contents languages={all} />)
  await drawn()
  document.documentElement.dataset['ready'] = name
}

/** A browser has no machine of ours, and no tile that was selected. */
const asInBrowser = (state: ScreenState): ScreenState =>
  ({ ...state, machine: { ...state.machine, mode: 'portal', name: undefined, selectedUser: undefined } })

/** Of the two style sheets one is worn. */
function dressAs(inPortal: boolean) {
  for (const [id, off] of [['react-aria-pressable-style', inPortal], ['portal-style', !inPortal]] as const) {
    const link = document.getElementById(id)
    if (link instanceof HTMLLinkElement) link.disabled = off
  }
}

/** The screen is there with its corner, and its dialog and the company's look if it has them: all may be loaded later. */
async function settled(dialog: boolean, dressed: boolean) {
  const isThere = (selector: string) => document.querySelector(selector) !== null
  while (!isThere('h1') || !isThere('.corner-button[data-rac]') || (dialog && !isThere('[role=alertdialog]')) || (dressed && !isThere('[data-dressed]'))) await drawn()
}

refuseHtml()
dressAs(false)
addEventListener('hashchange', () => void show())
await show()
