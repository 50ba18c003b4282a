import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Mistake } from './config/mistake.ts'
import { type Languages, readTexts } from './delivery/texts.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'
import { wrongTexts } from './wrong-texts.ts'

type Parts = {
  /** Absolute; the folder of texts is relative to its own. */
  policyFile: string
  settings: Pick<SettingsFacts, 'makesOwnText'>
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
  /**
   * Reads the files if they or the folder changed.
   * @param whole what stands there is as it should stay; otherwise a change must stand for two looks, for a copy takes its time
   */
  readonly lookAgain: (folder: string | undefined, whole: boolean) => Promise<void>
}

/** A company's own words for mails and SMS over ours, read again without a restart, like the policy that names them. */
export function liveTexts({ policyFile, settings, tell }: Parts): LiveTexts {
  let { languages } = readTexts()
  let isRefused = false
  let [seen, judged] = ['', '']

  return {
    languages: () => languages,
    isRefused: () => isRefused,
    async lookAgain(named, whole) {
      const folder = named === undefined ? undefined : resolve(dirname(policyFile), named)
      const stamp = await stampOf(folder)
      const stands = whole || stamp === seen
      seen = stamp
      if (!stands || (stamp === judged && !whole)) return
      const isNews = stamp !== judged
      judged = stamp
      const wrong = folder === undefined ? [] : wrongTexts(folder, settings)
      isRefused = wrong.length > 0
      for (const one of wrong) tell.refused(one)
      if (isRefused) return
      languages = readTexts(folder).languages
      if (isNews) tell.taken()
    },
  }
}

/** Another one for other files. A file that is replaced by one of the same second and size is another file all the same. */
async function stampOf(folder: string | undefined): Promise<string> {
  if (folder === undefined) return ''
  const names = await readdir(folder).catch(() => [])
  const stamps = await Promise.all(names.toSorted().map((name) => stat(join(folder, name)).then(({ ino, mtimeMs, size }) => [name, ino, mtimeMs, size], () => [name])))
  return JSON.stringify([folder, stamps])
}
