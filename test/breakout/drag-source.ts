import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Hands } from './hands.ts'
import type { Display, Point } from './kiosk.ts'

/** Something beside the kiosk from which things can be dragged onto it. */
export type DragSource = {
  /** @param what by its type: `{ 'text/uri-list': 'file:///…' }`. @returns the types that whoever it was dropped on asked for */
  drag: (what: Readonly<Record<string, string>>, to: Point) => Promise<string[]>
  /** Its window goes. */
  stop: () => Promise<void>
}

/** Where its square is. */
const SQUARE: Point = { x: 20, y: 20 }

export function startDragSource(display: Display, hands: Hands): DragSource {
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'drag-source.py')], { env: { ...process.env, ...display, NO_AT_BRIDGE: '1' }, stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const hear = async (): Promise<string> => {
    const { done, value } = await lines.next()
    if (done) throw new Error('the source of what is dragged has ended')
    return value
  }
  return {
    async drag(what, to) {
      child.stdin.write(`${JSON.stringify(what)}\n`)
      while (await hear() !== 'ready');
      await hands.drag(SQUARE, to)
      const asked: string[] = []
      for (let said = await hear(); said !== 'ended'; said = await hear()) asked.push(said.replace('asked ', ''))
      return asked
    },
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}
