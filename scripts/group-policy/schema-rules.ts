import type { Read } from '../read-xml.ts'

// What PolicyDefinitions.xsd and PolicyDefinitionFiles.xsd ("ADMX schema", Microsoft Learn; MS-GPREG 7.2 and 7.3) say of the elements that we use.

type Rule = {
  /** Its attributes, with what they must look like; those with `?` may be missing. */
  attributes: Readonly<Record<string, RegExp>>
  /** The names of its children, each followed by a space, in their order. */
  children: RegExp
}
export type Rules = Readonly<Record<string, Rule>>

const name = /^[\p{L}\p{N}_]+$/u
const string = /^\$\(string\.[\p{L}\p{N}_]+\)$/u
const presentation = /^\$\(presentation\.[\p{L}\p{N}_]+\)$/u
const key = /^[^\\\s][^\\]*(?:\\[^\\]+)*$/u
const number = /^\d{1,10}$/u
const boolean = /^(?:true|false)$/u
const version = /^\d+\.\d+$/u
const any = /./u
const leaf = /^$/u
const rule = (attributes: Rule['attributes'] = {}, children = leaf): Rule => ({ attributes, children })
const file = { 'xmlns': /^http:\/\/schemas\.microsoft\.com\/GroupPolicy\/2006\/07\/PolicyDefinitions$/u, 'revision': version, 'schemaVersion': version }
const field = { 'id': any, 'valueName?': any, 'key?': key, 'required?': boolean }

export const admxRules: Rules = {
  policyDefinitions: rule(file, /^policyNamespaces (?:supersededAdm )*(?:annotation )*resources (?:supportedOn )?(?:categories )?(?:policies )?$/u),
  policyNamespaces: rule({}, /^target (?:using )*$/u),
  target: rule({ prefix: name, namespace: /^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)+$/u }),
  resources: rule({ 'minRequiredRevision': version, 'fallbackCulture?': /^[a-z]{2}-[A-Z]{2}$/u }),
  // Both the table of what is supported and, in a policy, the reference to one of it.
  supportedOn: rule({ 'ref?': /^(?:\w+:)?[\p{L}\p{N}_]+$/u }, /^(?:(?:products )?definitions )?$/u),
  definitions: rule({}, /^(?:definition )*$/u),
  definition: rule({ name, displayName: string }, /^(?:(?:or|and) )?$/u),
  categories: rule({}, /^(?:category )*$/u),
  category: rule({ name, 'displayName': string, 'explainText?': string }, /^(?:parentCategory )?$/u),
  parentCategory: rule({ ref: name }),
  policies: rule({}, /^(?:policy )+$/u),
  policy: rule(
    { name, 'class': /^(?:Machine|User|Both)$/u, 'displayName': string, 'explainText?': string, 'presentation?': presentation, key, 'valueName?': any },
    /^(?:parentCategory )?supportedOn (?:enabledValue )?(?:disabledValue )?(?:enabledList )?(?:disabledList )?(?:elements )?$/u),
  enabledValue: rule({}, /^(?:decimal|string|delete) $/u),
  disabledValue: rule({}, /^(?:decimal|string|delete) $/u),
  elements: rule({}, /^(?:(?:boolean|decimal|text|enum|list|longDecimal|multiText) )+$/u),
  // A field, and, within a value, a number.
  decimal: rule({ 'value?': number, 'id?': any, 'valueName?': any, 'required?': boolean, 'minValue?': number, 'maxValue?': number, 'storeAsText?': boolean, 'soft?': boolean }),
  text: rule({ ...field, 'maxLength?': number, 'expandable?': boolean, 'soft?': boolean }),
  multiText: rule({ ...field, 'maxLength?': number, 'maxStrings?': number, 'soft?': boolean }),
  enum: rule(field, /^(?:item )*$/u),
  item: rule({ displayName: string }, /^value (?:valueList )?$/u),
  value: rule({}, /^(?:decimal|string|delete) $/u),
  string: rule(),
}

export const admlRules: Rules = {
  policyDefinitionResources: rule(file, /^displayName description (?:annotation )*resources $/u),
  displayName: rule(), description: rule(),
  resources: rule({}, /^(?:stringTable )?(?:presentationTable )?$/u),
  stringTable: rule({}, /^(?:string )+$/u),
  string: rule({ id: name }),
  presentationTable: rule({}, /^(?:presentation )+$/u),
  presentation: rule({ id: name }, /^(?:(?:text|decimalTextBox|textBox|checkBox|comboBox|dropdownList|listBox|longDecimalTextBox|multiTextBox) )+$/u),
  text: rule(),
  decimalTextBox: rule({ 'refId': any, 'defaultValue?': number, 'spin?': boolean, 'spinStep?': number }),
  textBox: rule({ refId: any }, /^label (?:defaultValue )?$/u),
  dropdownList: rule({ 'refId': any, 'noSort?': boolean, 'defaultItem?': number }),
  multiTextBox: rule({ 'refId': any, 'showAsDialog?': boolean, 'defaultHeight?': number }),
  label: rule(),
}

/** Where a file is not as its schema has it, in words. */
export function breaches(element: Read, rules: Rules): string[] {
  const own = rules[element.name]
  if (own === undefined) return [`${element.name} is no element of the schema`]
  const allowed = new Map(Object.entries(own.attributes).map(([key, pattern]) => [key.replace('?', ''), pattern]))
  const children = element.inside.map((child) => `${child.name} `).join('')
  return [
    ...Object.keys(own.attributes).filter((key) => !key.endsWith('?') && !(key in element.attributes)).map((key) => `${element.name} without ${key}`),
    ...Object.entries(element.attributes).filter(([key, value]) => allowed.get(key)?.test(value) !== true).map(([key, value]) => `${element.name} ${key}="${value}"`),
    ...(own.children.test(children) ? [] : [`${element.name} has ${children}`]),
    ...element.inside.flatMap((child) => breaches(child, rules)),
  ]
}
