import { answerWays } from './ways/answers.ts'
import { besideWays } from './ways/beside.ts'
import { codeWays } from './ways/code.ts'
import { deviceWays } from './ways/devices.ts'
import { dialogWays } from './ways/dialogs.ts'
import { goingWays } from './ways/going.ts'
import { keyWays } from './ways/keys.ts'
import { networkWays } from './ways/network.ts'
import { pointerWays } from './ways/pointer.ts'
import { windowWays } from './ways/windows.ts'
import type { ByScript, Way } from './ways/way.ts'

/** Those that need a script of the attacker's in the page. */
export const scriptedWays: readonly ByScript[] = [...goingWays, ...windowWays, ...dialogWays, ...networkWays, ...deviceWays, ...codeWays]

/** Every way out, by who takes it. Each is one test; all of them are the table in docs/breakouts.md. */
export const allWays: Readonly<Record<string, readonly Way[]>> = {
  'With a keyboard': keyWays,
  'With a mouse': pointerWays,
  'From beside: its processes, and a second program': besideWays,
  'By what a server says': answerWays,
  'By a script in the page: going elsewhere': goingWays,
  'By a script in the page: another page, or something that runs beside it': windowWays,
  'By a script in the page: dialogs, pickers, the screen': dialogWays,
  'By a script in the page: the network': networkWays,
  'By a script in the page: devices, clipboard, credentials': deviceWays,
  'By a script in the page: code, and what is behind the bridge': codeWays,
}
