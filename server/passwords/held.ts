import { stat } from 'node:fs/promises'
import type { Opened, Words } from './opened.ts'

/** What a look at a file brought. */
export type News = { readonly taken: { readonly bytes: number; readonly fingerprint?: string } } | { readonly wrong: Words }

export type Held<T> = {
  /** What was taken last; undefined: nothing yet, for the file was never right. */
  readonly value: () => T | undefined
  /** @param whole the file is as it should stay: otherwise it must stand so for two looks @returns undefined: nothing new */
  readonly look: (whole: boolean) => Promise<News | undefined>
  /** Whether something stands there that was refused. */
  readonly isRefused: () => boolean
  readonly close: () => Promise<void>
}

/**
 * A file that may be changed while we run: what was right is kept until something right stands there again.
 * @param open reads it and says what is wrong with it
 */
export function held<T>(path: string, open: (path: string) => Promise<Opened<T>>): Held<T> {
  type Taken = Opened<T> & { ok: true; mark: string }
  let taken: Taken | undefined
  let seen: string | undefined
  let judged: string | undefined
  let replaced: Taken | undefined
  let turn: Promise<unknown> = Promise.resolve()

  return {
    value: () => taken?.value,
    isRefused: () => judged !== taken?.mark,
    look(whole) {
      const looked = turn.then(() => once(whole))
      turn = looked.catch(() => undefined)
      return looked
    },
    async close() {
      await turn
      await replaced?.close()
      await taken?.close()
      taken = replaced = undefined
    },
  }

  async function once(whole: boolean): Promise<News | undefined> {
    await replaced?.close()
    replaced = undefined
    const { mark, bytes } = await markOf(path)
    const stands = whole || seen === undefined || mark === seen
    seen = mark
    const isTaken = mark === taken?.mark && !taken.isBroken?.()
    // Whoever says that it is whole wants to hear what is wrong with it, once more.
    const known = isTaken ? mark === judged : mark === judged && !whole && !taken?.isBroken?.()
    if (!stands || known) return undefined
    judged = mark
    if (isTaken) return undefined
    const opened = await open(path)
    if (!opened.ok) return { wrong: opened.wrong }
    // Somebody may have it in hand at this very moment, and begins to ask it within this turn.
    replaced = taken
    taken = { ...opened, mark }
    return { taken: { bytes, ...(opened.fingerprint !== undefined && { fingerprint: opened.fingerprint }) } }
  }
}

/** Another file, or other contents, have another mark. Sizes beyond what a number holds are nobody's. */
async function markOf(path: string): Promise<{ mark: string; bytes: number }> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path)
    return { mark: [dev, ino, size, mtimeMs, ctimeMs].join(), bytes: size }
  } catch {
    return { mark: 'cannot be read', bytes: 0 }
  }
}
