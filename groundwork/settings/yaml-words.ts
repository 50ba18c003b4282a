import type { Mistake } from './mistake.ts'

type Words = Pick<Mistake, 'what' | 'right'>

/** What the parser says, and what an administrator who has never read YAML's grammar needs to know. The first that fits. */
const words: readonly (readonly [code: string, message: RegExp, words: Words])[] = [
  ['DUPLICATE_KEY', /./u, { what: 'is given twice in the same group', right: 'must be given once' }],
  ['MULTIPLE_DOCS', /./u, { what: 'begins a second document', right: 'must be one document: remove the line ---' }],
  ['BAD_DQ_ESCAPE', /./u, { what: 'has a backslash in double quotes', right: String.raw`must be in single quotes, such as 'CORP\ada'` }],
  ['TAB_AS_INDENT', /./u, { what: 'is indented with a tab', right: 'must be indented with spaces' }],
  ['BAD_INDENT', /^All mapping items/u, { what: 'is indented otherwise than the setting before it', right: 'must begin in the same column' }],
  ['MISSING_CHAR', /^Sequence item/u, { what: 'is indented no further than the - above it', right: 'must begin in the column of the first setting behind that -' }],
  ['BAD_INDENT', /^Flow/u, { what: 'is reached while a bracket is still open', right: 'must have its ] or } before this; what stands behind a # is a remark' }],
  ['MISSING_CHAR', /quote/u, { what: 'begins a quotation that does not end', right: 'must end with the same quote; within single quotes one is written twice' }],
  ['BAD_SCALAR_START', /./u, { what: 'begins with a sign that has a meaning of its own in YAML', right: 'must be in single quotes' }],
  ['UNEXPECTED_TOKEN', /at node end/u, { what: 'stands behind a value that has ended', right: 'must go, or the whole value must be in single quotes, each one within it written twice' }],
  ['MISSING_CHAR', /map keys/u, { what: 'has no value', right: 'must be like `name: value`, with a colon and a space' }],
  ...['MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'].map((code) => [code, /./u, {
    what: 'is no setting of its own', right: 'must be like `name: value`, with a space behind the colon, in the column of its neighbours; a value with a colon in it must be in single quotes',
  }] as const),
]

/** @param error of the YAML parser */
export const wordsOfYaml = ({ code, message }: { code: string; message: string }): Words =>
  words.find(([one, pattern]) => one === code && pattern.test(message))?.[2] ?? { what: `is not YAML: ${message}` }
