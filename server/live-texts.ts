import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mistake } from '../groundwork/settings/mistake.ts'
import { type Languages, readTexts } from './delivery/texts.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'
import { standing, stampOf } from './standing.ts'
import { judgedTexts, textsFolder } from './wrong-texts.ts'

type Parts = {
  /** Absolute; the folder of texts is relative to its own. */
  policyFile: string
  settings: Pick<SettingsFacts, 'makesOwnText' | 'maker'>
  tell: {
    readonly taken: () => void
    readonly refused: (wrong: Mistake) => void
  }
}

export type LiveTexts = {
  /** The words of messages, as the files had them when they were right. */
  readonly languages: () => Languages
  /** Whether a file stands there that is wrong, so that the words before it stay. */
  readonly isRefused: () => boolean
  /** Reads the files if they or the folder changed. @param whole as for `standing` */
  readonly lookAgain: (folder: string | undefined, whole: boolean) => Promise<void>
}

/** A company's own words for mails and SMS over ours, read again without a restart, like the policy that names them. */
export function liveTexts({ policyFile, settings, tell }: Parts): LiveTexts {
  let { languages } = readTexts()
  let isRefused = false
  const isToBeRead = standing()

  return {
    languages: () => languages,
    isRefused: () => isRefused,
    async lookAgain(named, whole) {
      const folder = textsFolder(named, policyFile)
      const names = folder === undefined ? [] : await readdir(folder).catch(() => [])
      const look = isToBeRead(await stampOf(folder, names.toSorted().map((name) => join(folder ?? '', name))), whole)
      if (!look) return
      const read = judgedTexts(folder, settings)
      isRefused = read.wrong.length > 0
      for (const wrong of read.wrong) tell.refused(wrong)
      if (isRefused) return
      languages = read.languages
      if (look === 'changed' && folder !== undefined) tell.taken()
    },
  }
}
