import { categories, policies, type Policy } from '../../src-main/config/policies.ts'
import { categoryName, MADE, schema } from './admx.ts'
import { inFull, isSwitch, linkText, wordsFor, wordsOf, type Words } from './words.ts'
import { type Element, element, xmlOf } from './xml.ts'

/** The folder that Group Policy looks in for each language of ours, by the display language of who edits. */
const cultures: Readonly<Record<string, string>> = { en: 'en-US', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', pt: 'pt-BR', pl: 'pl-PL', ja: 'ja-JP', ar: 'ar-SA' }

/** @throws where a shipped language has no folder yet */
export function cultureOf(language: string): string {
  const culture = cultures[language]
  if (culture === undefined) throw new Error(`scripts/group-policy/adml.ts: no culture of Windows for ${language}`)
  return culture
}

/** Gatehouse.adml: what an administrator reads in one language. */
export function adml(language: string): string {
  const words = wordsOf(language)
  const link = linkText(language)
  return xmlOf(
    element('policyDefinitionResources', schema,
      element('displayName', {}, 'Gatehouse'),
      element('description', {}, words.description),
      element('resources', {},
        element('stringTable', {},
          string('Gatehouse', 'Gatehouse'),
          string('Supported', words.supported),
          ...categories.map((category) => string(categoryName(category), words.categories[category])),
          ...policies.flatMap(({ value }) => [string(value, wordsFor(words, value).name), string(`${value}_Explain`, inFull(words, value, link).join('\n\n'))]),
          ...Object.entries(words.ways).map(([way, name]) => string(`ProxyMode_${way}`, name))),
        element('presentationTable', {}, ...policies.filter(({ value }) => !isSwitch(value)).map(({ value }) => element('presentation', { id: value }, ...fields(value, words)))))),
    MADE)
}

const string = (id: string, text: string) => element('string', { id }, text)

function fields(value: (typeof policies)[number]['value'], words: Words): Element[] {
  const policy: Policy | undefined = policies.find((one) => one.value === value)
  const label = wordsFor(words, value).label
  if (!policy || label === undefined) throw new Error(`no label for ${value}`)
  if (policy.kind === 'number') return [element('decimalTextBox', { refId: value, defaultValue: String(policy.usual) }, label)]
  // Its schema gives this one no label.
  if (policy.kind === 'list') return [element('text', {}, `${label}. ${words.oneALine}`), element('multiTextBox', { refId: value })]
  return policy.oneOf === undefined
    ? [element('textBox', { refId: value }, element('label', {}, label))]
    : [element('dropdownList', { refId: value, noSort: 'true', defaultItem: '0' }, label)]
}
