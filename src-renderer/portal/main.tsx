import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { idleLimit } from '../../client/idle.ts'
import { App } from '../frame/app.tsx'
import { systemClock } from '../store/clock.ts'
import { createScreens } from '../store/use-screens.ts'
import { askOver } from './ask.ts'
import { effortOf } from '../../client/effort.ts'
import { inWorker } from './effort.ts'
import { pickedLanguage } from './picked-language.ts'
import { rememberedIn } from './remembered.ts'
import { heedSigns } from './signs.ts'
import { refuseHtmlAndScripts } from './trusted-types.ts'
import { webBridge } from './web-bridge.ts'
import { portalEnglish, portalLanguages } from './words.ts'

/** Where the worker is, as it was built: `/reset/effort-worker-….js`. */
declare const EFFORT_WORKER: string

/** How long a language, and a recovery that may be under way, are waited for before the first screen is shown in English, in milliseconds. */
const PATIENCE = 1500

refuseHtmlAndScripts(EFFORT_WORKER)
const picked = pickedLanguage(() => sessionStorage)
const remembered = rememberedIn('gatehouse-recovery', () => localStorage)
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
const { bridge, idle } = webBridge({
  ask: askOver({ fetch: (...request) => fetch(...request), isOnline: () => navigator.onLine }),
  remembered, wait,
  effort: effortOf(inWorker(EFFORT_WORKER)),
  languages: () => [...picked.read(), ...navigator.languages],
  takesCookies: () => navigator.cookieEnabled,
  idle: (parts) => idleLimit({ ...parts, now: systemClock.now, everySecond: (tick) => systemClock.every(1000, tick), countAtOnce: false }),
  startAfresh: () => location.replace(location.pathname),
})
const screens = createScreens({ bridge, clock: systemClock, languages: portalLanguages }, { spoken: portalEnglish })
screens.acts.listen()
heedSigns(window, idle)
idle.start()
await Promise.race([Promise.all([screens.acts.start(), goOn()]), wait(PATIENCE)])
// From here on it changes because somebody picks one.
screens.store.subscribe(({ spoken }, before) => { if (spoken.tag !== before.spoken.tag) picked.write(spoken.tag) })
const root = document.getElementById('root')
if (root) flushSync(() => createRoot(root).render(<App screens={screens} />))

/** After a reload, in a second tab: the recovery that this browser has under way, if the server still knows it. */
async function goOn(): Promise<void> {
  if (remembered.read() !== 'open') return
  await screens.acts.read()
  if (screens.store.getState().problem?.said.code === 'unknown-recovery') screens.acts.startAgain()
}
