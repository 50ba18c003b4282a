import { type Environment, type Overlaid, secretNames, secretPlace, secretSettings } from './environment.ts'
import { fileSettingNames, fileSettings } from './files.ts'
import { placesOf, readNamed, type ReadFile } from '../../groundwork/settings/named-file.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'

/** Texts by the dotted path of the setting that named their file, or by the secret's own name where it is one. */
export type Texts = ReadonlyMap<string, string>

/** Reads every file that the settings name, whatever else is wrong with them, and takes secrets from variables. */
export async function readTexts(
  { data, locate, given }: Overlaid, env: Environment, folder: string, readFile: ReadFile,
): Promise<{ texts: Texts; mistakes: Mistake[] }> {
  const texts = new Map<string, string>()
  const mistakes: Mistake[] = []

  const places = fileSettingNames.flatMap((setting) => placesOf(setting, data).map((place) => ({ setting, place })))
  for (const { setting, place } of places) {
    const path = place.split('.')
    const secret = secretNames.find((name) => secretPlace(name) === place)
    const file = valueAt(data, path)
    // A variable that holds the secret itself overrides the file of it.
    if (typeof file !== 'string' || file.trim() === '' || (secret && given.has(secret))) continue
    const result = await readNamed(fileSettings[setting], file.trim(), folder, readFile)
    if ('text' in result) texts.set(secret ?? place, fileSettings[setting].secret ? result.text.trimEnd() : result.text)
    else mistakes.push({ ...locate(path, 'value'), path: place, ...result })
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
