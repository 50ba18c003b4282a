import { Secret } from '@gatehouse/contract'
import { readCsv } from './csv.ts'

/** What one line of the file says of one person. */
export type ImportRow = {
  readonly line: number
  readonly who: { readonly account: string } | { readonly objectGuid: string }
  readonly has: readonly { readonly kind: 'number' | 'mail'; readonly value: Secret }[]
}

/** Without a value of the file: it may end up in a log. */
export type RowMistake = { readonly line: number; readonly what: string; readonly right: string }

/** `whole`: the file cannot be understood, and nothing of it is taken. */
export type ImportFile = { readonly rows: readonly ImportRow[]; readonly mistakes: readonly RowMistake[]; readonly whole: boolean }

export type ReadValues = {
  /** @returns it in E.164; undefined when nobody can be reached there */
  readonly number: (text: string) => Secret | undefined
  readonly isAddress: (text: string) => boolean
}

const columns = ['account', 'objectGUID', 'number', 'mail'] as const
type Column = (typeof columns)[number]
const COLUMNS = 'the first line must name the columns: account or objectGUID, and number or mail or both'
const NUMBER = 'must be like +49 171 3920011'
const ADDRESS = 'must be one address like ada@home.example'
const GUID = 'must be like 5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'

/**
 * Reads the file of an import.
 * @param bytes UTF-8, with or without a byte order mark
 * @returns every row that says something, and each mistake with its line, what and what would be right; never throws
 */
export function readImport(bytes: Uint8Array, read: ReadValues): ImportFile {
  const text = decoded(bytes)
  if (text === undefined) return refused([{ line: 1, what: 'is no UTF-8', right: 'must be saved as "CSV UTF-8"' }])
  const { rows: [header, ...lines], mistakes } = readCsv(text)
  if (!header) return refused([{ line: 1, what: 'is empty', right: COLUMNS }])
  const found = header.fields.map((name) => columns.find((column) => column.toLowerCase() === name.trim().toLowerCase()))
  const wrong = [...mistakes, ...headerMistakes(header, found)]
  if (wrong.length > 0) return refused(wrong)

  const rows: ImportRow[] = []
  const wrongRows: RowMistake[] = []
  for (const { line, fields } of lines) {
    const say = (what: string, right: string) => void wrongRows.push({ line, what, right })
    if (fields.length !== found.length) {
      say(`has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`, `must have ${found.length}, as the first line has`)
      continue
    }
    const field = (column: Column) => fields[found.indexOf(column)]?.trim() ?? ''
    const who = whoIn(field('account'), field('objectGUID'))
    const has = valuesIn(field('number'), field('mail'), read)
    if (typeof who === 'string') say(who, who.startsWith('objectGUID') ? GUID : 'must say whose it is')
    for (const { what, right } of has.wrong) say(what, right)
    if (typeof who !== 'string' && has.wrong.length === 0) {
      if (has.values.length === 0) say('has neither number nor mail', 'must have one, or be left out')
      else rows.push({ line, who, has: has.values })
    }
  }
  return { rows, mistakes: wrongRows, whole: false }
}

const refused = (mistakes: readonly RowMistake[]): ImportFile => ({ rows: [], mistakes, whole: true })

function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // UTF-16 without its mark can be read as UTF-8 too.
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function headerMistakes({ line, fields }: { line: number; fields: readonly string[] }, found: readonly (Column | undefined)[]): RowMistake[] {
  const at = (what: string, right: string) => ({ line, what, right })
  const has = (column: Column) => found.includes(column)
  const twice = columns.filter((column) => found.filter((one) => one === column).length > 1)
  return [
    // By its place: in a file without a first line of names it is somebody's number.
    ...fields.flatMap((_, index) => (found[index] === undefined ? [at(`has another name for column ${index + 1}`, `must be one of ${columns.join(', ')}`)] : [])),
    ...twice.map((column) => at(`has the column ${column} twice`, 'must have each once')),
    ...(has('account') || has('objectGUID') ? [] : [at('does not say whose a line is', COLUMNS)]),
    ...(has('number') || has('mail') ? [] : [at('has neither number nor mail', COLUMNS)]),
  ]
}

/** @returns what is wrong, as a text; the objectGUID counts where both are there */
function whoIn(account: string, guid: string): ImportRow['who'] | string {
  if (guid === '') return account === '' ? 'names nobody' : { account }
  const plain = guid.replace(/^\{(.*)\}$/u, '$1').toLowerCase()
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(plain) ? { objectGuid: plain } : 'objectGUID is none'
}

function valuesIn(number: string, mail: string, read: ReadValues) {
  const values: { kind: 'number' | 'mail'; value: Secret }[] = []
  const wrong: { what: string; right: string }[] = []
  const e164 = number === '' ? undefined : read.number(number)
  if (e164) values.push({ kind: 'number', value: e164 })
  else if (number !== '') wrong.push({ what: 'number is no telephone number on which a person can be reached', right: NUMBER })
  if (mail !== '' && read.isAddress(mail)) values.push({ kind: 'mail', value: new Secret(mail) })
  else if (mail !== '') wrong.push({ what: 'mail is no address', right: ADDRESS })
  return { values, wrong }
}
