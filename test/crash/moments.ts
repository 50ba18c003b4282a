import type { LineName } from './lines.ts'
import type { Scene } from './scene.ts'

/** When the server dies: at that piece (from 1) of a line, counted from when an operation is called. */
export type Moment<Name extends string> = { operation: Name; line: LineName; at: number }

/**
 * Lets the server die at each of these moments, once.
 * @returns hears of each operation before it is called; what was not reached by the next operation is let go
 */
export function dieAt<Name extends string>(scene: Scene, moments: readonly Moment<Name>[]): { about: (name: Name) => void; killed: () => number } {
  const left = new Set(moments)
  let kills = 0
  return {
    about(name) {
      for (const line of Object.values(scene.lines)) line.watch()
      const [next] = [...left].filter(({ operation }) => operation === name)
      if (!next) return
      left.delete(next)
      scene.lines[next.line].arm(next.at, () => {
        kills += 1
        scene.kill()
      })
    },
    killed: () => kills,
  }
}
