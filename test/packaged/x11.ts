import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Picture, pictureOf } from './picture.ts'

/** A display as whoever stands before it has it: what is on it, a keyboard, a pointer. Nothing here reaches into a program. */
export type Screen = {
  /** Every window that is shown, and no other: also those without a frame or a name, as menus and tooltips are. */
  windows: () => Promise<ShownWindow[]>
  /** Presses and lets go, one after the other, in X's words: `Tab`, `ctrl+shift+i`, `F1`. */
  key: (...keys: string[]) => Promise<void>
  /** Holds them down together, or lets them go. */
  keyDown: (key: string) => Promise<void>
  keyUp: (key: string) => Promise<void>
  type: (text: string) => Promise<void>
  /** @param button 1 left, 2 middle, 3 right, 4 and 5 the wheel, 8 back, 9 forward */
  click: (x: number, y: number, button?: number) => Promise<void>
  move: (x: number, y: number) => Promise<void>
  /** From one place to the other with the left button down. */
  drag: (from: [x: number, y: number], to: [x: number, y: number]) => Promise<void>
  /** What the display shows, the pointer left out. */
  picture: () => Promise<Picture>
}

export type ShownWindow = {
  id: string
  title: string
  /** Of the program, as it says itself. */
  program: string
  pid: number | undefined
  /** `WIDTHxHEIGHT+X+Y` */
  place: string
}

const run = promisify(execFile)

/** @param display of an X server, with the cookie that opens it */
export function screenOf(display: { DISPLAY: string; XAUTHORITY: string }): Screen {
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', ...display }
  const ask = async (program: string, args: string[]) => (await run(program, args, { env, encoding: 'buffer', maxBuffer: 2 ** 26 })).stdout
  const hands = async (...args: (string | number)[]): Promise<void> => {
    await ask('xdotool', args.map(String))
  }

  async function windowOf(id: string): Promise<ShownWindow[]> {
    // One that goes while we look is not shown.
    const said = await Promise.all([ask('xwininfo', ['-id', id, '-stats']), ask('xprop', ['-id', id, '_NET_WM_NAME', 'WM_NAME', 'WM_CLASS', '_NET_WM_PID'])]).catch(() => undefined)
    if (!said) return []
    const [stats, properties] = said.map(String)
    const of = (text: string | undefined, pattern: RegExp) => pattern.exec(text ?? '')?.[1] ?? ''
    if (of(stats, /Map State: (\w+)/) !== 'IsViewable') return []
    const [x, y, width, height] = [/upper-left X:\s+(-?\d+)/, /upper-left Y:\s+(-?\d+)/, /Width: (\d+)/, /Height: (\d+)/].map((one) => of(stats, one))
    return [{
      id,
      title: unquoted(of(properties, /^_NET_WM_NAME\(.*?\) = "(.*)"$/m) || of(properties, /^WM_NAME\(.*?\) = "(.*)"$/m)),
      program: of(properties, /^WM_CLASS\(.*?\) = (.*)$/m),
      pid: Number(of(properties, /^_NET_WM_PID\(.*?\) = (\d+)$/m)) || undefined,
      place: `${width}x${height}+${x}+${y}`,
    }]
  }

  return {
    async windows() {
      const tree = String(await ask('xwininfo', ['-root', '-children']))
      const ids = [...tree.matchAll(/^\s+(0x[\da-f]+) /gm)].map(([, id = '']) => id)
      return (await Promise.all(ids.map(windowOf))).flat()
    },
    key: (...keys) => hands('key', '--delay', PAUSE, ...keys),
    keyDown: (key) => hands('keydown', key),
    keyUp: (key) => hands('keyup', key),
    type: (text) => hands('type', '--delay', PAUSE, '--', text),
    click: (x, y, button = 1) => hands('mousemove', '--sync', x, y, 'click', button),
    move: (x, y) => hands('mousemove', x, y),
    drag: ([x, y], [toX, toY]) => hands(
      'mousemove', x, y, 'mousedown', 1,
      ...[0.25, 0.5, 0.75, 1].flatMap((part) => ['mousemove', Math.round(x + (toX - x) * part), Math.round(y + (toY - y) * part), 'sleep', 0.05]), 'mouseup', 1,
    ),
    picture: async () => pictureOf(await ask('xwd', ['-root', '-silent'])),
  }
}

/** Milliseconds between two keys, as a quick typist's: a program gets each of them by itself. */
const PAUSE = 15

/** xprop writes a quotation mark and a backslash with a backslash before it. */
const unquoted = (text: string) => text.replace(/\\(["\\])/g, '$1')
