import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { isAddress } from '../../delivery/address.ts'
import { knownCountry, readNumber } from '../../delivery/sms/number.ts'
import { readImport } from './rows.ts'

const numberIn = (country: string | undefined, text: string) => {
  const read = readNumber(knownCountry(country), 'call')(text)
  return 'to' in read ? read.to : undefined
}
const read = { number: (text: string) => numberIn('DE', text), isAddress }
const bytes = (text: string) => new TextEncoder().encode(text)
const rowsIn = (text: string) => readImport(bytes(text), read).rows.map(({ line, who, has }) => ({ line, ...who, ...Object.fromEntries(has.map(({ kind, value }) => [kind, value.reveal()])) }))
const mistakesIn = (text: string | Uint8Array) => readImport(typeof text === 'string' ? bytes(text) : text, read).mistakes.map(({ line, what, right }) => `${line}: ${what}; ${right}`)

test.each<[string, string]>([
  ['with commas', 'account,number,mail\nada,0171 3920011,ada@home.example\n'],
  ['with semicolons, as a spreadsheet writes it', '\uFEFFAccount;Number;Mail\r\n"ada";"+49 (171) 3920011";ada@home.example\r\n'],
  ['with its columns in another order and space around them', ' mail ; account ; number \n ada@home.example ; ada ; 0049 171 3920011 \n'],
])('[F-17] a file %s says who is to be reached where', (_, text) => {
  expect(rowsIn(text)).toEqual([{ line: 2, account: 'ada', number: '+491713920011', mail: 'ada@home.example' }])
  expect(mistakesIn(text)).toEqual([])
})

test('somebody is named by the objectGUID where there is one, in braces or not, and by the account otherwise', () => {
  const guid = '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'
  expect(rowsIn(`account,objectGUID,mail\nada,{${guid.toUpperCase()}},a@b.example\ngrace,,g@b.example\n`)).toEqual([
    { line: 2, objectGuid: guid, mail: 'a@b.example' }, { line: 3, account: 'grace', mail: 'g@b.example' },
  ])
})

test.each<[string, string, string[]]>([
  ['nothing at all', '', ['1: is empty; the first line must name the columns: account or objectGUID, and number or mail or both']],
  ['a column of another name', 'account;nummer\nada;1\n', ['1: has another name for column 2; must be one of account, objectGUID, number, mail', '1: has neither number nor mail; the first line must name the columns: account or objectGUID, and number or mail or both']],
  ['a column twice', 'account,mail,Mail\n', ['1: has the column mail twice; must have each once']],
  ['no column that says who', 'number\n', ['1: does not say whose a line is; the first line must name the columns: account or objectGUID, and number or mail or both']],
  ['a broken quote', 'account;mail\nada;"x\n', ['2: opens a quote that is never closed; must stand around a whole field, such as "Doe; John", and be doubled inside of it']],
])('a file with %s is not taken at all', (_, text, mistakes) => {
  expect(mistakesIn(text)).toEqual(mistakes)
  expect(readImport(bytes(text), read)).toMatchObject({ rows: [], whole: true })
})

test.each<[string, Uint8Array]>([
  ['UTF-16', new Uint8Array(Buffer.from('\uFEFFaccount;mail\n', 'utf16le'))], ['UTF-16 without a mark', new Uint8Array(Buffer.from('account;mail\n', 'utf16le'))],
  ['an encoding of one byte', new Uint8Array(Buffer.from('account;mail\nJürgen;a@b.example\n', 'latin1'))],
])('a file in %s is named as such', (_, text) => {
  expect(mistakesIn(text)).toEqual(['1: is no UTF-8; must be saved as "CSV UTF-8"'])
})

test('each line has its own mistakes, without a value in any of them, and the others are taken', () => {
  const text = ['account,number,mail', 'ada,12,ada@@planted', ',0171 3920011,', 'grace,,', 'linus,0900 5123456,', 'eve,0171 3920012', 'mallory,"0171 3920013, 0171 3920014",', 'bob,030 23125000,'].join('\n')
  expect(mistakesIn(text)).toEqual([
    '2: number is no telephone number on which a person can be reached; must be like +49 171 3920011', '2: mail is no address; must be one address like ada@home.example',
    '3: names nobody; must say whose it is', '4: has neither number nor mail; must have one, or be left out',
    '5: number is no telephone number on which a person can be reached; must be like +49 171 3920011', '6: has 2 fields; must have 3, as the first line has',
    '7: number is no telephone number on which a person can be reached; must be like +49 171 3920011',
  ])
  expect(rowsIn(text)).toEqual([{ line: 8, account: 'bob', number: '+493023125000' }])
})

test('without a country only numbers that have theirs are read', () => {
  const readIn = (country: string | undefined, text: string) => numberIn(country, text)?.reveal()
  expect([readIn(undefined, '0171 3920011'), readIn(undefined, '+49 171 3920011'), readIn('XX', '+1 425 555 0100'), readIn('US', '(425) 555-0100')])
    .toEqual([undefined, '+491713920011', '+14255550100', '+14255550100'])
})

test('no bytes whatever make it throw, and nothing that was refused is among what is taken', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('ada', '0171 3920099', 'planted@home.example', '"', '""', ';', '\n', '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'))
  const written = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }).map((rows) => bytes(['account;objectGUID;number;mail', ...rows.map((row) => row.join(';'))].join('\n')))
  fc.assert(fc.property(fc.oneof(written, fc.uint8Array({ maxLength: 200 })), (any) => {
    const { rows, mistakes, whole } = readImport(any, read)
    if (whole) expect([rows.length, mistakes.length > 0]).toEqual([0, true])
    const wrong = new Set(mistakes.map(({ line }) => line))
    for (const { line, has } of rows) {
      expect(wrong.has(line)).toBe(false)
      for (const { kind, value } of has) expect(kind === 'mail' ? isAddress(value.reveal()) : /^\+\d{6,15}$/u.test(value.reveal())).toBe(true)
    }
    expect(JSON.stringify(mistakes)).not.toMatch(/3920099|planted/u)
    expect(rows.every(({ has }) => has.every(({ value }) => value instanceof Secret))).toBe(true)
  }), { numRuns: runs(300) })
})
