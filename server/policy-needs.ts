import type { Config } from './config/config.ts'
import type { Mistake } from './config/mistake.ts'
import { readTexts } from './delivery/texts.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'

/** What the settings say that a policy must agree with. */
export const factsIn = ({ sms, portal }: Pick<Config, 'sms' | 'portal'>): SettingsFacts => ({
  portal: portal !== undefined,
  sms: sms ? sms.providers.flatMap(({ name, codeDigits }) => (codeDigits === undefined ? [] : [{ name, codeDigits }])) : null,
})

/** Mistakes in a company's own texts, and what of them nobody would see because a provider makes its own. */
export function wrongTexts({ textsFolder, sms }: Pick<Config, 'sms' | 'textsFolder'>): Mistake[] {
  const { mistakes } = readTexts(textsFolder)
  const found = mistakes.map(({ file, ...mistake }) => ({ source: file, ...mistake }))
  const ignoring = sms?.providers.find(({ makesOwnText }) => makesOwnText)
  if (textsFolder === undefined || !ignoring) return found
  const ours = readTexts().languages
  const changed = [...readTexts(textsFolder).languages].filter(([tag, { codeSms }]) => codeSms !== undefined && codeSms !== ours.get(tag)?.codeSms)
  return [...found, ...changed.map(([tag]) => ({
    source: `${textsFolder}/${tag}.json`, path: 'codeSms', what: `would never be seen: the provider "${ignoring.name}" makes texts of its own`,
    right: 'must be left out, or `makesOwnText` must be false',
  }))]
}
