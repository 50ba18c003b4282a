import { dirname, resolve } from 'node:path'
import type { Mistake } from '../groundwork/settings/mistake.ts'
import { type Languages, readTexts } from './delivery/texts.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'

/** The folder of a company's own texts. @param named as a policy names it @param policyFile absolute */
export const textsFolder = (named: string | undefined, policyFile: string) => (named === undefined ? undefined : resolve(dirname(policyFile), named))

/**
 * Ours, with a company's own over them.
 * @param folder absolute; undefined: there are none of its own
 * @returns the words, and mistakes in them: also what nobody would see because a provider makes texts of its own
 */
export function judgedTexts(folder: string | undefined, { makesOwnText, maker }: Pick<SettingsFacts, 'makesOwnText' | 'maker'>): { languages: Languages; wrong: Mistake[] } {
  const { languages, mistakes } = readTexts(folder)
  const wrong = mistakes.map(({ file, ...mistake }) => ({ source: file, ...mistake }))
  if (folder === undefined || makesOwnText === undefined) return { languages, wrong }
  const ours = readTexts().languages
  const changed = [...languages].filter(([tag, { codeSms }]) => codeSms !== undefined && codeSms !== ours.get(tag)?.codeSms)
  const unseen = changed.map(([tag]) => ({
    source: `${folder}/${tag}.json`, path: 'codeSms', what: `would never be seen: the provider "${makesOwnText}" makes texts of its own`,
    right: maker ? 'must be left out' : 'must be left out, or `makesOwnText` must be false',
  }))
  return { languages, wrong: [...wrong, ...unseen] }
}
