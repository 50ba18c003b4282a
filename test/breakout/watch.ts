import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pngOf } from '../packaged/picture.ts'
import { theirPorts } from '../packaged/processes.ts'
import type { Canaries } from './canaries.ts'
import { type Hands, handsAt } from './hands.ts'
import type { Kiosk } from './kiosk.ts'
import { type Process, processesOf } from './processes.ts'
import { difference, focused, isBlank, isShown, lookAt, type Picture, windowsOn, type XWindow } from './screen.ts'

/** So many points may be different: the caret comes and goes. A letter is more. */
const CARET = 48
/** How long something that comes of an attack is looked for before anything else is touched, in milliseconds. */
const LOOKS = 160
/** How long a screen may take to become what it was. */
const PATIENCE = 8000
/** How long the place of a page may be empty, and how long one may hang before that. */
const REPLACED = 40_000
/** A first screen stands still for so long once it is there and greeted: what the answer changes in it comes sooner, also where much else is done. */
const STILL = 1500

/** What is out of place after an attack, in words; nothing: the kiosk holds. */
export type Watch = {
  hands: Hands
  /** What is there that was not: windows, processes, ports, files, requests. Touches nothing. */
  whatRemains: () => Promise<string[]>
  /** After every way: the same, and whether the first screen is there, in front, alive, and alone as it was. */
  whatGotOut: () => Promise<string[]>
  /** After one by which the page is lost: the same, once another page has taken its place. */
  whatGotOutAfresh: () => Promise<string[]>
  /** After one by which the program ends. @returns what is left of it, or its code where that is another */
  whatIsLeft: (code: number | string) => Promise<string[]>
  /** The processes that draw pages. */
  renderers: () => number[]
  processes: () => Process[]
}

/** @param kiosk just started. @returns once its first screen stands still, which is what it is compared with from then on */
export async function watchOver(kiosk: Kiosk, canaries: Canaries): Promise<Watch> {
  const { display, field, nowhere } = kiosk
  const hands = handsAt(display)
  const processes = () => processesOf(kiosk.pid, kiosk.home)
  const renderers = () => processes().filter(({ kind }) => kind === 'renderer').map(({ pid }) => pid)

  await hands.move(nowhere)
  const first = await standingStill()
  let known = await windowsOn(display)
  let own = await focused(display)
  const kinds = kindsOf(processes())
  const portsOf = (all: readonly Process[]) => theirPorts(all.map(({ pid }) => pid))
  const ports = portsOf(processes())
  let pages = renderers()
  const allowed = new Set(filesBelow(kiosk.home))

  async function standingStill(): Promise<Picture> {
    const deadline = performance.now() + 60_000
    let [last, since] = [await lookAt(display), performance.now()]
    while (performance.now() < deadline) {
      await pause(80)
      const now = await lookAt(display)
      if (isBlank(now) || difference(last, now) > CARET) since = performance.now()
      else if (performance.now() - since > STILL) return now
      last = now
    }
    throw new Error('the first screen does not stand still')
  }

  async function becomes(good: (now: Picture) => boolean, what: string): Promise<string[]> {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const now = await lookAt(display)
      if (good(now)) return []
      if (performance.now() > deadline) return [`${what}: ${difference(first, now)} points are different from the first screen; it is in ${keep(now)}, and the first in ${keep(first)}`]
      await pause(30)
    }
  }

  async function strangers(): Promise<XWindow[]> {
    const ids = new Set(known.map(({ id }) => id))
    const fresh = (await windowsOn(display)).filter(({ id }) => !ids.has(id))
    const shown = await Promise.all(fresh.map((window) => isShown(display, window)))
    return fresh.filter((_, at) => shown[at])
  }

  /** What is there that was not; none of it needs a hand. */
  async function whatRemains(): Promise<string[]> {
    const found: string[] = []
    const until = performance.now() + LOOKS
    do {
      found.push(...(await strangers()).map(({ about }) => `a window: ${about}`))
      await pause(40)
    } while (found.length === 0 && performance.now() < until)
    const now = processes()
    found.push(...more(kindsOf(now), kinds).filter((kind) => !kiosk.services.test(kind)).map((kind) => `a process: ${kind}`))
    found.push(...portsOf(now).filter((port) => !ports.includes(port)).map((port) => `it listens on ${port}`))
    found.push(...filesBelow(kiosk.home).filter((file) => !allowed.has(file) && !kiosk.writes.test(file)).map((file) => `a file: ${file}`))
    return [...found, ...canaries.reached(), ...kiosk.askedForMore().map((request) => `its server was asked: ${request}`)]
  }

  /** A letter comes where letters go, and goes again. Without it a screen could be the picture of one. */
  async function lives(): Promise<string[]> {
    await hands.click(field)
    await hands.keys('ctrl+a', 'BackSpace')
    await hands.move(nowhere)
    const cleared = await becomes((now) => difference(first, now) <= CARET, 'the first screen is not what it was')
    if (cleared.length > 0) return cleared
    await hands.keys('w')
    const typed = await becomes((now) => difference(first, now) > CARET, 'a letter that is typed does not appear')
    await hands.keys('ctrl+a', 'BackSpace')
    const again = await becomes((now) => difference(first, now) <= CARET, 'a letter does not go away again')
    const focus = await focused(display)
    return [...typed, ...again, ...(focus === own ? [] : [`another window has the keyboard: ${focus}`])]
  }

  async function whatGotOut(): Promise<string[]> {
    return [...await whatRemains(), ...await lives(), ...(await strangers()).map(({ about }) => `a window: ${about}`)]
  }

  return {
    hands, processes, renderers, whatRemains, whatGotOut,
    async whatGotOutAfresh() {
      const deadline = performance.now() + REPLACED
      while (renderers().length === 0 || renderers().some((pid) => pages.includes(pid))) {
        if (performance.now() > deadline) return ['the page has not been replaced']
        await pause(50)
      }
      pages = renderers()
      const there = await becomes((now) => difference(first, now) <= CARET, 'no fresh first screen')
      // Its window is another one, in the same place.
      const windows = await windowsOn(display)
      own = await focused(display)
      const before = known.length
      known = windows
      return [...there, ...(windows.length > before ? ['a window more than before'] : []), ...await whatGotOut()]
    },
    async whatIsLeft(code) {
      const ended = await Promise.race([kiosk.ended, pause(PATIENCE, 'nothing yet')])
      const left = processes().map(({ kind }) => `left: ${kind}`)
      const shown = await Promise.all((await windowsOn(display)).map(async (window) => ((await isShown(display, window)) ? [`left: ${window.about}`] : [])))
      return [...(ended === code ? [] : [`it ended with ${ended}`]), ...left, ...shown.flat(), ...canaries.reached()]
    },
  }
}

/** @returns where the picture lies, to be looked at */
function keep({ width, height, points }: Picture): string {
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < width * height; at++) for (const colour of [0, 1, 2]) pixels[at * 3 + colour] = points[at * 4 + 2 - colour] ?? 0
  const folder = join(import.meta.dirname, '../../out/breakout')
  mkdirSync(folder, { recursive: true })
  const name = `${randomUUID()}.png`
  writeFileSync(join(folder, name), pngOf({ width, height, pixels }))
  return `out/breakout/${name}`
}

const kindsOf = (processes: readonly Process[]): string[] => processes.map(({ kind }) => kind)

/** What the one list has more of than the other. */
function more(now: readonly string[], before: readonly string[]): string[] {
  const left = [...before]
  return now.filter((kind) => {
    const at = left.indexOf(kind)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Files below a folder, relative to it. Folders come and go while it is read. */
function filesBelow(home: string): string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => join(home, name)).filter((path) => {
    try {
      return statSync(path).isFile()
    } catch {
      return false
    }
  }).map((path) => relative(home, path))
}
