import { type Environment, type Overlaid, secretNames, secretSettings, type SecretSetting } from './environment.ts'
import { type FileSetting, fileSettingNames, fileSettings, type ReadFile, readSetting } from './files.ts'
import type { Mistake } from './mistake.ts'
import { valueAt } from './schema-tree.ts'

/** Texts by the setting that named their file, or by the secret's own name where it is one. */
export type Texts = ReadonlyMap<FileSetting | SecretSetting, string>

/** Reads every file that the settings name, whatever else is wrong with them, and takes secrets from variables. */
export async function readTexts(
  { data, locate, given }: Overlaid, env: Environment, folder: string, readFile: ReadFile,
): Promise<{ texts: Texts; mistakes: Mistake[] }> {
  const texts = new Map<FileSetting | SecretSetting, string>()
  const mistakes: Mistake[] = []

  for (const setting of fileSettingNames) {
    const path = setting.split('.')
    const secret = secretNames.find((name) => secretSettings[name] === setting)
    const file = valueAt(data, path)
    // A variable that holds the secret itself overrides the file of it.
    if (typeof file !== 'string' || file.trim() === '' || (secret && given.has(secret))) continue
    const result = await readSetting(setting, file.trim(), folder, readFile)
    if ('text' in result) texts.set(secret ?? setting, secret ? result.text.trimEnd() : result.text)
    else mistakes.push({ ...locate(path, 'value'), path: setting, ...result })
  }

  for (const secret of secretNames) {
    const variable = given.get(secret)
    const text = variable && env[variable]
    if (!variable || !text) continue
    const wrong = fileSettings[secretSettings[secret]].judge(text)
    if (wrong) mistakes.push({ source: variable, path: '', ...wrong })
    else texts.set(secret, text)
  }
  return { texts, mistakes }
}
