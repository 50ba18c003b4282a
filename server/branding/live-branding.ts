import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { BrandingSection } from '../policy/sections/branding.ts'
import { type ReadLook, readBranding, type WrongPicture } from './read-branding.ts'

type Parts = {
  /** Absolute; names of pictures are relative to its folder. */
  policyFile: string
  tell: {
    readonly taken: (look: ReadLook | undefined) => void
    readonly refused: (wrong: WrongPicture) => void
  }
}

export type LiveBranding = {
  /** The company's look, as its files had it when they were right; undefined: there is none. */
  readonly look: () => ReadLook | undefined
  /** Whether a picture stands there that is wrong, so that the look before it stays. */
  readonly isRefused: () => boolean
  /**
   * Reads the pictures if they or the section changed.
   * @param whole what stands there is as it should stay; otherwise a change must stand for two looks, for a copy takes its time
   */
  readonly lookAgain: (section: BrandingSection, whole: boolean) => Promise<void>
}

/** The company's look as its files lie there, read again without a restart, like the policy that names them. */
export function liveBranding({ policyFile, tell }: Parts): LiveBranding {
  let look: ReadLook | undefined
  let isRefused = false
  let [seen, judged] = ['', '']

  return {
    look: () => look,
    isRefused: () => isRefused,
    async lookAgain(section, whole) {
      const stamp = await stampOf(section)
      const stands = whole || stamp === seen
      seen = stamp
      if (!stands || (stamp === judged && !whole)) return
      judged = stamp
      const read = await readBranding(section, policyFile)
      isRefused = read.wrong.length > 0
      for (const wrong of read.wrong) tell.refused(wrong)
      if (isRefused || read.look?.digest === look?.digest) return
      look = read.look
      tell.taken(look)
    },
  }

  /** Another one for other files. A file that is replaced by one of the same second and size is another file all the same. */
  async function stampOf(section: BrandingSection): Promise<string> {
    const files = [section.logo, section.backdrop].flatMap((name) => (name === undefined ? [] : [resolve(dirname(policyFile), name)]))
    const stamps = await Promise.all(files.map((file) => stat(file).then(({ ino, mtimeMs, size }) => [ino, mtimeMs, size], () => [])))
    return JSON.stringify([section, stamps])
  }
}
