// For the build (build/first-screens.ts), which runs this once: the kiosk loads nothing of it.
import type { Machine } from '@gatehouse/contract'
// Of React's four, the one that keeps no process alive and needs none of Node's libraries.
import { renderToString } from 'react-dom/server.edge'
import { App } from '../frame/app.tsx'
import { scriptedBridge } from '../gallery/scripted-bridge.ts'
import { languages } from '../languages/list.ts'
import { stillClock } from '../store/clock.ts'
import { createScreens } from '../store/use-screens.ts'

/** What the machine knows: the build puts it in. */
declare const MACHINE: Machine

/** The first screen of that machine, in every language. */
export const drawn = await Promise.all(languages.map(async (language) => {
  const spoken = { ...language, messages: await language.load() }
  const screens = createScreens({ bridge: scriptedBridge(undefined), clock: stillClock, languages }, { machine: MACHINE, account: MACHINE.selectedUser ?? '', spoken })
  return { tag: language.tag, direction: language.direction, html: renderToString(<App screens={screens} />) }
}))
