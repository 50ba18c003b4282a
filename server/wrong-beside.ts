import { readBranding } from './branding/read-branding.ts'
import { inOrder, type Mistake } from '../groundwork/settings/mistake.ts'
import { wrongFiles } from './passwords/check-files.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'
import type { LoadedPolicy } from './policy/load.ts'
import { judgedQuestions } from './wrong-questions.ts'
import { judgedTexts, textsFolder } from './wrong-texts.ts'

/**
 * What is wrong with what a policy names: lists and pictures, each at the setting that names it, and texts and questions, each in their own file.
 * Names are relative to the policy's folder.
 */
export async function wrongBeside({ policy, locate }: LoadedPolicy & { ok: true }, settings: Pick<SettingsFacts, 'makesOwnText' | 'maker'>): Promise<Mistake[]> {
  const { source } = locate([], 'value')
  const [lists, pictures] = await Promise.all([wrongFiles(policy.password, source), readBranding(policy.branding, source)])
  const { wrong: texts } = judgedTexts(textsFolder(policy.texts, source), settings)
  const questions = judgedQuestions(policy.questions, source)
  const { atSetting, inFile } = questions.ok ? { atSetting: [], inFile: [] } : questions
  return [...inOrder([...lists, ...pictures.wrong, ...atSetting].map((wrong) => ({ ...locate(wrong.path.split('.'), 'value'), ...wrong }))), ...texts, ...inFile]
}
