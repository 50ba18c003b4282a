import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { readCsv } from './csv.ts'

const fieldsIn = (text: string) => readCsv(text).rows.map(({ fields }) => fields)
const mistakesIn = (text: string) => readCsv(text).mistakes.map(({ line, what }) => `${line}: ${what}`)

describe('a CSV file', () => {
  test.each<[string, string, string[][]]>([
    ['with commas', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['with semicolons, in which commas are nothing special', 'a;b\n1,5;2\n', [['a', 'b'], ['1,5', '2']]],
    ['with the line endings of Windows, and no last one', 'a;b\r\n1;2', [['a', 'b'], ['1', '2']]],
    ['with the line endings of old spreadsheets', 'a;b\r1;2\r', [['a', 'b'], ['1', '2']]],
    ['with quotes around what needs them', 'a;b\n"x;y";"say ""hi"""\n', [['a', 'b'], ['x;y', 'say "hi"']]],
    ['with a line inside of quotes', 'a;b\n"x\ny";2\n', [['a', 'b'], ['x\ny', '2']]],
    ['with empty lines and empty fields', '\na;b\n\n;\n\n', [['a', 'b'], ['', '']]],
    ['with a delimiter inside of a quoted name', '"a;b",c\n1,2\n', [['a;b', 'c'], ['1', '2']]],
    ['of nothing', '', []],
  ])('%s', (_, text, fields) => {
    expect(fieldsIn(text)).toEqual(fields)
    expect(mistakesIn(text)).toEqual([])
  })

  test.each<[string, string, string]>([
    ['a quote in the middle', 'a;b\n1;x"y"\n', '2: has a quote in the middle of a field'],
    ['text after a quote', 'a;b\n"1"x;2\n', '2: goes on after a quote was closed'],
    ['a quote that never ends', 'a;b\n1;2\n"3;4\n5;6\n', '3: opens a quote that is never closed'],
  ])('%s is a mistake, with its line', (_, text, mistake) => {
    expect(mistakesIn(text)).toContain(mistake)
  })

  test('each row says at which line of the file it begins, whatever is in the ones before', () => {
    expect(readCsv('a;b\r\n"1\r\n2\n3\r4";x\r\n\r\n5;6').rows.map(({ line }) => line)).toEqual([1, 2, 7])
  })

  const field = fc.string({ unit: fc.constantFrom('a', 'ß', '"', ';', ',', '\n', '\r', ' ', '😀') })
  test('whatever was written as RFC 4180 has it comes back as it was', () => {
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    fc.assert(fc.property(table, fc.constantFrom(';', ','), fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, delimiter, ending, all) => {
      const write = (text: string) => (all || /[";,\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
      const text = [['x', 'y'], ...rows].map((row) => row.map(write).join(delimiter)).join(ending)
      expect(fieldsIn(text)).toEqual([['x', 'y'], ...rows])
      expect(mistakesIn(text)).toEqual([])
    }), { numRuns: runs(300) })
  })

  test('no text whatever makes it throw, hang, or name a line that is not there', () => {
    fc.assert(fc.property(fc.oneof(field, fc.string({ unit: 'binary' })), (text) => {
      const { rows, mistakes } = readCsv(text)
      const lines = text.split(/\r\n|\r|\n/u).length
      for (const { line } of [...rows, ...mistakes]) expect(line >= 1 && line <= lines).toBe(true)
    }), { numRuns: runs(500) })
  })
})
