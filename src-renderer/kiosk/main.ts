// The first screen, as the build drew it, filled in for this machine. React and all else are loaded once it is painted.
import { afterPaint } from '../frame/after-paint.ts'
import { refuseHtml } from '../frame/trusted-types.ts'
import { firstScreen } from './first-screen.ts'
import { holdPresses } from './hold-presses.ts'
import { addMoreFonts, isWrittenOtherwise } from './more-fonts.ts'

refuseHtml()
const machine = await window.gatehouse.machine().then((known) => (known.ok ? known.value : undefined), () => undefined)
const root = document.getElementById('root')
if (root) {
  const release = holdPresses(root)
  if (machine) {
    const { language, direction, screen } = firstScreen(document, machine)
    if (isWrittenOtherwise(language)) await addMoreFonts()
    Object.assign(document.documentElement, { lang: language, dir: direction })
    // As frame/use-contrast.ts, which watches it from then on.
    if (machine.contrast || matchMedia('(prefers-contrast: more)').matches) document.documentElement.dataset['contrast'] = 'more'
    document.title = screen.querySelector('h1')?.textContent ?? ''
    root.append(screen)
    root.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
  }
  afterPaint(() => void import('./screens.tsx').then(async ({ takeOver }) => {
    await takeOver(root, machine)
    release()
    document.querySelectorAll('template').forEach((template) => template.remove())
    // The menu of languages names each in its own letters, and a company may write its questions in any.
    requestIdleCallback(() => void addMoreFonts(), { timeout: 300 })
  }))
}
