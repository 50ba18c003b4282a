import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Display, Point } from './kiosk.ts'

const run = promisify(execFile)

/** A keyboard and a mouse at the display: their events are the X server's own, as from real ones. */
export type Hands = {
  /** Presses chords one after the other, by X's names: `ctrl+shift+i`, `F1`, `XF86Back`. */
  keys: (...chords: string[]) => Promise<void>
  /** Holds keys down together, for so many milliseconds. */
  hold: (keys: string[], milliseconds: number) => Promise<void>
  type: (text: string) => Promise<void>
  move: (to: Point) => Promise<void>
  /** @param button 1 left, 2 middle, 3 right, 4 and 5 the wheel, 8 and 9 back and forward */
  click: (at: Point, button?: number, times?: number) => Promise<void>
  /** While a modifier is held. */
  clickWith: (modifier: string, at: Point, button: number, times?: number) => Promise<void>
  /** Presses at one place, moves in steps, lets go at the other. */
  drag: (from: Point, to: Point, button?: number) => Promise<void>
}

export function handsAt(display: Display): Hands {
  const x = async (...words: string[]) => { await run('xdotool', words, { env: { ...process.env, ...display } }) }
  const at = ({ x, y }: Point) => ['mousemove', String(x), String(y)]
  return {
    keys: (...chords) => x('key', '--delay', '8', ...chords),
    hold: (keys, milliseconds) => x(...keys.flatMap((key) => ['keydown', key]), 'sleep', String(milliseconds / 1000), ...keys.toReversed().flatMap((key) => ['keyup', key])),
    type: (text) => x('type', '--delay', '8', '--', text),
    move: (to) => x(...at(to)),
    click: (to, button = 1, times = 1) => x(...at(to), 'click', '--repeat', String(times), '--delay', '20', String(button)),
    clickWith: (modifier, to, button, times = 1) => x(...at(to), 'keydown', modifier, 'click', '--repeat', String(times), '--delay', '20', String(button), 'keyup', modifier),
    drag: (from, to, button = 1) => x(
      ...at(from), 'mousedown', String(button),
      ...Array.from({ length: 8 }, (_, step) => [...at({
        x: Math.round(from.x + ((to.x - from.x) * (step + 1)) / 8), y: Math.round(from.y + ((to.y - from.y) * (step + 1)) / 8),
      }), 'sleep', '0.02']).flat(),
      'mouseup', String(button),
    ),
  }
}
