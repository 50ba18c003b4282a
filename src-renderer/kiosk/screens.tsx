import type { Machine } from '@gatehouse/contract'
import { flushSync } from 'react-dom'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { App } from '../frame/app.tsx'
import { bestOf } from '../languages/language.ts'
import { languages } from '../languages/list.ts'
import { systemClock } from '../store/clock.ts'
import { machineKeys } from '../store/keys.ts'
import { createScreens } from '../store/use-screens.ts'
import { withLetters } from './more-fonts.ts'

/**
 * Gives the screens to React. What is there already stays as it is, with what was typed into it meanwhile.
 * @param machine undefined where it could not be asked: nothing is there then
 */
export async function takeOver(root: HTMLElement, machine: Machine | undefined): Promise<void> {
  const [first, ...more] = languages
  const language = bestOf(machine?.languages ?? [], languages)
  const spoken = { ...language, messages: await language.load() }
  const account = root.querySelector('input')?.value ?? ''
  const screens = createScreens({ bridge: window.gatehouse, clock: systemClock, languages: [withLetters(first), ...more.map(withLetters)], keys: machineKeys }, { machine, account, spoken })
  screens.acts.listen()
  flushSync(() => {
    const app = <App screens={screens} />
    if (machine) hydrateRoot(root, app)
    else createRoot(root).render(app)
  })
  screens.acts.seek()
}
