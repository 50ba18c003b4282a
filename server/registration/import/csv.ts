/** One row of a file, at the line where it begins. */
export type CsvRow = { readonly line: number; readonly fields: readonly string[] }
export type CsvMistake = { readonly line: number; readonly what: string; readonly right: string }
export type Csv = { readonly rows: readonly CsvRow[]; readonly mistakes: readonly CsvMistake[] }

const QUOTES = 'must stand around a whole field, such as "Doe; John", and be doubled inside of it'

/**
 * Reads RFC 4180, as spreadsheets write it: `;` or `,` between the fields, whichever comes first in the file, quotes around a field
 * that needs them, any ending of lines. Strict: what could be read in two ways is a mistake. Empty lines are nothing.
 * @param text without a byte order mark @returns every row, and every mistake; never throws
 */
export function readCsv(text: string): Csv {
  const delimiter = delimiterOf(text)
  const rows: CsvRow[] = []
  const mistakes: CsvMistake[] = []
  let line = 1
  let at = 0

  while (at < text.length) {
    const begins = line
    const fields: string[] = []
    let more = true
    while (more) {
      fields.push(text[at] === '"' ? quoted() : plain())
      more = text[at] === delimiter
      if (more) at += 1
    }
    endLine()
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: begins, fields })
  }
  return { rows, mistakes }

  function plain(): string {
    const from = at
    while (at < text.length && !isEnd(text[at])) at += 1
    const field = text.slice(from, at)
    if (field.includes('"')) mistakes.push({ line, what: 'has a quote in the middle of a field', right: QUOTES })
    return field
  }

  function quoted(): string {
    const opened = line
    let field = ''
    for (at += 1; at < text.length; at += 1) {
      if (text[at] === '"' && text[at + 1] === '"') at += 1
      else if (text[at] === '"') return closed(field)
      else if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) line += 1
      field += text[at] ?? ''
    }
    mistakes.push({ line: opened, what: 'opens a quote that is never closed', right: QUOTES })
    return field
  }

  function closed(field: string): string {
    at += 1
    if (at >= text.length || isEnd(text[at])) return field
    mistakes.push({ line, what: 'goes on after a quote was closed', right: QUOTES })
    while (at < text.length && !isEnd(text[at])) at += 1
    return field
  }

  function endLine(): void {
    if (at >= text.length) return
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    line += 1
  }

  function isEnd(character: string | undefined): boolean {
    return character === delimiter || character === '\n' || character === '\r'
  }
}

/** The header decides: names of columns have neither in them. */
function delimiterOf(text: string): ';' | ',' {
  const [header = ''] = text.replace(/"[^"]*"/gu, '').split(/[\r\n]/u).filter(Boolean)
  return header.includes(';') ? ';' : ','
}
