import type { Page } from '@playwright/test'

/** A place on the screen, in pixels. */
export type Point = { x: number; y: number }

/** The variables by which an X client finds its display. */
export type Display = { DISPLAY: string; XAUTHORITY: string }

/**
 * All that the suite needs of the program under attack. Another Electron kiosk writes one file that gives this, in place of
 * `gatehouse.ts`, and strikes from the lists what it does not have.
 */
export type Kiosk = {
  /** What it runs on, such as `Electron 33.2.1`. */
  version: string
  display: Display
  /** Its main process. Whatever it started is found from there. */
  pid: number
  /** Everything that the program may write lies below it, and nobody else's process names it: its own home. */
  home: string
  /** Of the files below its home those that it may write, relative to it. */
  writes: RegExp
  /** Kinds of process that it may start at any time: the browser's own services, in their sandbox. */
  services: RegExp
  /** Inside the field that has the focus on its first screen. A letter typed there can be seen, and taken away again. */
  field: Point
  /** On its first screen, where there is nothing. */
  nowhere: Point
  /** Starts the program once more in the same home. @returns how it ended */
  startAgain: (args: readonly string[]) => Promise<number | string>
  /** How it ended, once it has: its code, or the signal that did it. */
  ended: Promise<number | string>
  /** What reached its own server that its first screen does not ask for. */
  askedForMore: () => string[]
  /** Ends it, whatever became of it, and removes what it left. */
  stop: () => Promise<void>
}

/** The same program with somebody inside its page: a build that lets a debugger in. */
export type OpenedKiosk = Kiosk & {
  /** The page that is on the screen now. */
  page: () => Promise<Page>
  /** The addresses of all pages and frames that the program has by its own account, the page's own first. */
  addresses: () => Promise<string[]>
}
