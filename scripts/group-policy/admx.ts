import { categories, policies, registryKeys, type Policy } from '../../src-main/config/policies.ts'
import { isSwitch } from './words.ts'
import { type Element, element, xmlOf } from './xml.ts'

/** Of "Group Policy ADMX Syntax Reference Guide" (Microsoft Learn), and of the schema behind it. */
export const schema = { xmlns: 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions', revision: '1.0', schemaVersion: '1.0' }
export const MADE = 'Made by scripts/write-schemas.ts from src-main/config/policies.ts and deploy/group-policy/words: change those, not this file.'

/** Apart from the names of settings, which end the same addresses in Intune. */
export const categoryName = (category: string) => `Gatehouse${category}`

/** Gatehouse.admx: what can be set, where it is written, in no language. Needs no other template beside it. */
export const admx = () => xmlOf(
  element('policyDefinitions', schema,
    element('policyNamespaces', {}, element('target', { prefix: 'gatehouse', namespace: 'Gatehouse.Policies' })),
    element('resources', { minRequiredRevision: '1.0', fallbackCulture: 'en-US' }),
    element('supportedOn', {}, element('definitions', {}, element('definition', { name: 'Windows10_1809', displayName: string('Supported') }))),
    element('categories', {},
      element('category', { name: 'Gatehouse', displayName: string('Gatehouse') }),
      ...categories.map((category) => element('category', { name: categoryName(category), displayName: string(categoryName(category)) }, element('parentCategory', { ref: 'Gatehouse' })))),
    element('policies', {}, ...policies.map(policyElement))),
  MADE)

const string = (id: string) => `$(string.${id})`

/** Of the computer alone: what a user could set is no policy here (S-03). */
function policyElement(policy: Policy & (typeof policies)[number]): Element {
  const { value, category } = policy
  const onlySwitch = isSwitch(value)
  return element('policy', {
    name: value, class: 'Machine', displayName: string(value), explainText: string(`${value}_Explain`),
    ...(onlySwitch ? {} : { presentation: `$(presentation.${value})` }),
    key: registryKeys.policy, ...(onlySwitch && { valueName: value }),
  },
  element('parentCategory', { ref: categoryName(category) }),
  element('supportedOn', { ref: 'Windows10_1809' }),
  ...(onlySwitch
    ? [element('enabledValue', {}, element('decimal', { value: '1' })), element('disabledValue', {}, element('decimal', { value: '0' }))]
    : [element('elements', {}, field(policy))]))
}

/** What is typed: written as REG_DWORD, REG_SZ, REG_MULTI_SZ ("multiText", a line a text). */
function field(policy: Policy): Element {
  const common = { id: policy.value, valueName: policy.value, required: 'true' }
  if (policy.kind === 'number') return element('decimal', { ...common, minValue: String(policy.least), maxValue: String(policy.most) })
  if (policy.kind === 'list') return element('multiText', { ...common, maxLength: String(policy.most), maxStrings: String(policy.strings) })
  if (policy.oneOf === undefined) return element('text', { ...common, maxLength: String(policy.most) })
  return element('enum', common, ...policy.oneOf.map((one) => element('item', { displayName: string(`${policy.value}_${one}`) }, element('value', {}, element('string', {}, one)))))
}
