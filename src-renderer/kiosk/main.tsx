import type { Bridge } from '@gatehouse/contract'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { afterPaint } from '../frame/after-paint.ts'
import { App } from '../frame/app.tsx'
import { refuseHtml } from '../frame/trusted-types.ts'
import { languages } from '../languages/list.ts'
import { systemClock } from '../store/clock.ts'
import { machineKeys } from '../store/keys.ts'
import { createScreens } from '../store/use-screens.ts'
import { addMoreFonts, withLetters } from './more-fonts.ts'

refuseHtml()
// The server is asked once the first screen is painted: to ask keeps the machine as busy as to draw.
const painted = Promise.withResolvers<void>()
const bridge: Bridge = { ...window.gatehouse, about: (input) => painted.promise.then(() => window.gatehouse.about(input)) }
const [first, ...more] = languages
const screens = createScreens({ bridge, clock: systemClock, languages: [withLetters(first), ...more.map(withLetters)], keys: machineKeys })
screens.acts.listen()
// One first drawing, complete: what the machine knows was asked for before this script was there, and nothing is painted until then.
await screens.acts.start()
const root = document.getElementById('root')
if (root) flushSync(() => createRoot(root).render(<App screens={screens} />))
afterPaint(painted.resolve)
// The menu of languages names each in its own letters, and a company may write its questions in any.
void painted.promise.then(() => requestIdleCallback(() => void addMoreFonts(), { timeout: 300 }))
