import type { Mistake } from './config/mistake.ts'
import { readTexts } from './delivery/texts.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'

/**
 * Mistakes in a company's own texts, and what of them nobody would see because a provider makes its own.
 * @param folder absolute
 */
export function wrongTexts(folder: string, { makesOwnText }: Pick<SettingsFacts, 'makesOwnText'>): Mistake[] {
  const { languages, mistakes } = readTexts(folder)
  const found = mistakes.map(({ file, ...mistake }) => ({ source: file, ...mistake }))
  if (makesOwnText === undefined) return found
  const ours = readTexts().languages
  const changed = [...languages].filter(([tag, { codeSms }]) => codeSms !== undefined && codeSms !== ours.get(tag)?.codeSms)
  return [...found, ...changed.map(([tag]) => ({
    source: `${folder}/${tag}.json`, path: 'codeSms', what: `would never be seen: the provider "${makesOwnText}" makes texts of its own`,
    right: 'must be left out, or `makesOwnText` must be false',
  }))]
}
