import { resolve } from 'node:path'
import type { PasswordSection } from '../policy/sections/password.ts'
import type { Breached } from './breached.ts'
import { openBreachedFile } from './breached-file.ts'
import { type Held, held, type News } from './held.ts'
import type { Opened } from './opened.ts'
import { type IsForbidden, readWords } from './words-file.ts'

/** The files of a policy's section `password` that are kept as they were when they were right. A folder is read at each look-up. */
export type ListName = 'words' | 'breached'
export type ListNews = News & { readonly list: ListName; /** The setting that names it. */ readonly path: string }

export type HeldLists = {
  /** @param name as a section has it @returns undefined: it was never there, or never right */
  readonly words: (name: string) => Promise<IsForbidden | undefined>
  readonly breachedFile: (name: string) => Promise<Breached | undefined>
  /**
   * Reads what changed of the files that the policy in force names.
   * @param whole what stands there is as it should stay; otherwise a change must stand for two looks, for a copy takes its time
   */
  readonly look: (section: PasswordSection, whole: boolean) => Promise<readonly ListNews[]>
  /** Which of the section's files stand there wrong, so that what was read before still holds. */
  readonly refused: (section: PasswordSection) => readonly ListName[]
  readonly close: () => Promise<void>
}

/** Longer than any recovery lives, in milliseconds: who began with a file may need it as long as that. */
const KEPT = 61 * 60_000

/**
 * @param folder of the policy's file: names are relative to it
 * @param elapsed milliseconds since whenever
 */
export function heldLists(folder: string, elapsed: () => number): HeldLists {
  const words = kept(readWords)
  const breached = kept(openBreachedFile)

  return {
    words: (name) => words.value(resolve(folder, name)),
    breachedFile: (name) => breached.value(resolve(folder, name)),
    async look(section, whole) {
      const [word, file] = [await words.look(section.words, whole), await breached.look(section.breached?.file, whole)]
      return [
        ...(word ? [{ ...word, list: 'words' as const, path: 'password.words' }] : []),
        ...(file ? [{ ...file, list: 'breached' as const, path: 'password.breached.file' }] : []),
      ]
    },
    refused: (section) => [
      ...(words.isRefused(section.words) ? ['words' as const] : []), ...(breached.isRefused(section.breached?.file) ? ['breached' as const] : []),
    ],
    async close() {
      await words.close()
      await breached.close()
    },
  }

  function kept<T>(open: (path: string) => Promise<Opened<T>>) {
    const all = new Map<string, { file: Held<T>; lastNamed: number }>()
    const pathOf = (name: string | undefined) => (name === undefined ? undefined : resolve(folder, name))

    function at(path: string): Held<T> {
      const { file } = all.get(path) ?? { file: held(path, open) }
      all.set(path, { file, lastNamed: elapsed() })
      return file
    }

    return {
      async value(path: string): Promise<T | undefined> {
        const file = at(path)
        // A recovery that began before a restart, or at another server, may bring a name that is new here.
        if (file.value() === undefined) await file.look(true)
        return file.value()
      },
      async look(name: string | undefined, whole: boolean): Promise<News | undefined> {
        for (const [path, { file, lastNamed }] of all) {
          if (elapsed() - lastNamed < KEPT) continue
          all.delete(path)
          await file.close()
        }
        const path = pathOf(name)
        return path === undefined ? undefined : at(path).look(whole)
      },
      isRefused: (name: string | undefined) => all.get(pathOf(name) ?? '')?.file.isRefused() ?? false,
      async close() {
        for (const { file } of all.values()) await file.close()
        all.clear()
      },
    }
  }
}
