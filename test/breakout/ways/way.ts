import type { Bait } from '../canaries.ts'
import type { Hands } from '../hands.ts'
import type { Kiosk, Point } from '../kiosk.ts'
import type { DragSource } from '../drag-source.ts'

/** What becomes of the kiosk: all is as it was; another first screen in place of the page; the program ends, with that code. */
export type Result = 'stays' | 'afresh' | { ends: number | NodeJS.Signals }

/** One way out. What a list says of it stands in docs/breakouts.md. */
export type Way = {
  /** What is tried. */
  way: string
  /** Who got out by it, or where it is known from. */
  from?: string
  /** What stops it. */
  stops: string
  /** What this cannot tell, and a real Windows could. */
  onlyWindows?: string
  /** Without it: stays. */
  result?: Result
  /** What the page itself draws over its own bounds, and takes away with what asked for it. It is no way out. */
  draws?: string
}

/** What an attacker in front of the screen has. */
export type InFront = { hands: Hands; kiosk: Kiosk; field: Point; nowhere: Point; bait: Bait; drags: () => DragSource }
export type ByHand = Way & { hands: (at: InFront) => Promise<void> }

/** Runs in the page, with what Chromium takes for a person's press. @returns what it got hold of, in words; nothing: nothing */
export type ByScript = Way & { script: (bait: Bait) => unknown }

/** What an attacker has who can hurt one of its processes, as a page that attacks the browser does, or start it again. */
export type Beside = { kiosk: Kiosk; kill: (kind: RegExp, signal: NodeJS.Signals) => Promise<void> }
export type FromBeside = Way & { beside: (at: Beside) => Promise<void> }

export const resultOf = ({ result = 'stays' }: Way): Result => result
