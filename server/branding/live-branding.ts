import { dirname, resolve } from 'node:path'
import type { BrandingSection } from '../policy/sections/branding.ts'
import { standing, stampOf } from '../standing.ts'
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
  /** Reads the pictures if they or the section changed. @param whole as for `standing` */
  readonly lookAgain: (section: BrandingSection, whole: boolean) => Promise<void>
}

/** The company's look as its files lie there, read again without a restart, like the policy that names them. */
export function liveBranding({ policyFile, tell }: Parts): LiveBranding {
  let look: ReadLook | undefined
  let isRefused = false
  const isToBeRead = standing()

  return {
    look: () => look,
    isRefused: () => isRefused,
    async lookAgain(section, whole) {
      const files = [section.logo, section.backdrop].flatMap((name) => (name === undefined ? [] : [resolve(dirname(policyFile), name)]))
      if (!isToBeRead(await stampOf(section, files), whole)) return
      const read = await readBranding(section, policyFile)
      isRefused = read.wrong.length > 0
      for (const wrong of read.wrong) tell.refused(wrong)
      if (isRefused || read.look?.digest === look?.digest) return
      look = read.look
      tell.taken(look)
    },
  }
}
