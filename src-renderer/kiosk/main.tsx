import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App } from '../frame/app.tsx'
import { refuseHtml } from '../frame/trusted-types.ts'
import { languages } from '../languages/list.ts'
import { systemClock } from '../store/clock.ts'
import { createScreens } from '../store/use-screens.ts'

refuseHtml()
const screens = createScreens({ bridge: window.gatehouse, clock: systemClock, entrance: 'workstation', languages })
screens.acts.listen()
// One first drawing, complete: the machine answers in milliseconds, and the backdrop is there before.
await screens.acts.start()
const root = document.getElementById('root')
if (root) flushSync(() => createRoot(root).render(<App screens={screens} />))
