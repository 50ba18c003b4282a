import { settingsList } from './header.ts'

export type Made = { file: URL; text: string }

const at = (path: string, text: string): Made => ({ file: new URL(`../../${path}`, import.meta.url), text })

/** Everything that is made from src-main/config/policies.ts and its words. @throws where a language lacks a word */
export const policyFiles = (): Made[] => [at('windows/core/settings-list.h', settingsList())]
