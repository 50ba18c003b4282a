import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { effortOf } from '../../client/effort.ts'
import { idleLimit } from '../../client/idle.ts'
import { askOver } from '../portal/ask.ts'
import { inWorker } from '../portal/effort.ts'
import { pickedLanguage } from '../portal/picked-language.ts'
import { rememberedIn } from '../portal/remembered.ts'
import { heedSigns } from '../portal/signs.ts'
import { refuseHtmlAndScripts } from '../portal/trusted-types.ts'
import { portalLanguages } from '../portal/words.ts'
import { systemClock } from '../store/clock.ts'
import { RegisterApp } from './app.tsx'
import { openedAt, START } from './opened.ts'
import { createRegister } from './store/use-register.tsx'
import { registerBridge } from './web-bridge.ts'

/** Where the worker is, as it was built: `/register/effort-worker-….js`. */
declare const EFFORT_WORKER: string

/** How long a sign-in that may still hold, and how people sign in, are asked for before something is shown, in milliseconds. */
const PATIENCE = 1500

refuseHtmlAndScripts(EFFORT_WORKER)
const opened = openedAt(location)
// It does not stay in the address: nobody who looks over a shoulder, and no history, has the token of a notice.
if (location.hash !== '') history.replaceState(null, '', location.pathname)
// A notice's link that is opened where this page is open already.
addEventListener('hashchange', () => location.reload())
const REMEMBERED = 'gatehouse-registration'
const picked = pickedLanguage(() => sessionStorage)
const remembered = rememberedIn(REMEMBERED, () => localStorage)
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
const { bridge, idle, forgotten } = registerBridge({
  ask: askOver({ fetch: (...request) => fetch(...request), isOnline: () => navigator.onLine }),
  remembered, wait,
  effort: effortOf(inWorker(EFFORT_WORKER)),
  languages: () => [...picked.read(), ...navigator.languages],
  takesCookies: () => navigator.cookieEnabled,
  idle: (parts) => idleLimit({ ...parts, now: systemClock.now, everySecond: (tick) => systemClock.every(1000, tick), countAtOnce: true }),
  startAfresh(why) {
    history.replaceState(null, '', why === undefined ? START : `${START}#${why}`)
    location.reload()
  },
})
const register = createRegister({ bridge, clock: systemClock, languages: portalLanguages, calendar: { now: () => Date.now() } }, {
  ...opened, machine: { languages: [...navigator.languages], mode: 'portal' },
})
register.acts.listen()
heedSigns(window, idle)
addEventListener('storage', ({ key, newValue }) => { if ((key === REMEMBERED || key === null) && newValue !== 'open') forgotten() })
// Whatever the address says: who is still signed in is not told that they are not.
await Promise.race([Promise.all([register.acts.start(), remembered.read() === 'open' ? register.acts.goOn() : undefined]), wait(PATIENCE)])
// From here on it changes because somebody picks one.
register.store.subscribe(({ spoken }, before) => { if (spoken.tag !== before.spoken.tag) picked.write(spoken.tag) })
const root = document.getElementById('root')
if (root) flushSync(() => createRoot(root).render(<RegisterApp register={register} />))
