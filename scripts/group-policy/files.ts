import { readFileSync } from 'node:fs'
import { admx } from './admx.ts'
import { adml, cultureOf } from './adml.ts'
import { settingsList } from './header.ts'
import { intuneJson, intuneTable } from './intune.ts'
import { between, settingsTable } from './tables.ts'
import { shippedLanguages } from './words.ts'

export type Made = { file: URL; text: string }

const at = (path: string) => new URL(`../../${path}`, import.meta.url)
const page = (path: string, text: string): Made => ({ file: at(path), text: between(readFileSync(at(path), 'utf8'), 'settings', text) })

/** Everything that is made from src-main/config/policies.ts and its words. @throws where a language lacks a word, or a page its place */
export const policyFiles = (): Made[] => [
  { file: at('windows/core/settings-list.h'), text: settingsList() },
  { file: at('deploy/group-policy/Gatehouse.admx'), text: admx() },
  ...shippedLanguages.map((language) => ({ file: at(`deploy/group-policy/${cultureOf(language)}/Gatehouse.adml`), text: adml(language) })),
  { file: at('deploy/intune/oma-uri.json'), text: intuneJson() },
  page('deploy/intune/README.md', intuneTable()),
  page('docs/administrators.md', settingsTable()),
]
