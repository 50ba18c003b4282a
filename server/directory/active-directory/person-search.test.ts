import * as fc from 'fast-check'
import { AndFilter, BerReader, BerWriter, type Entry, EqualityFilter, type Filter, FilterParser, OrFilter } from 'ldapts'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { typedName } from '../typed-name.ts'
import { candidatesFrom, namesakesFilter, namesakesFrom, onlyPerson, personFilter } from './person-search.ts'

const DNS = 'corp.example.test'
const SUFFIXES = new Set([DNS, 'example.com', 'größe.example'])
const PERSON = '(objectcategory=person)(objectclass=user)(samaccounttype=805306368)'

/** A filter's structure with its values taken out into a list. */
function shape(filter: Filter, values: string[]): string {
  if (filter instanceof AndFilter) return `(&${filter.filters.map((one) => shape(one, values)).join('')})`
  if (filter instanceof OrFilter) return `(|${filter.filters.map((one) => shape(one, values)).join('')})`
  if (!(filter instanceof EqualityFilter)) return `UNEXPECTED ${filter.constructor.name}`
  values.push(filter.value.toString())
  return `(${filter.attribute.toLowerCase()}=?)`
}

/** What a directory makes of the bytes that are sent. */
function onTheWire(filter: Filter): Filter {
  const writer = new BerWriter()
  filter.write(writer)
  return FilterParser.parse(new BerReader(writer.buffer))
}

const shapes = {
  account: '(&(objectcategory=?)(objectclass=?)(samaccounttype=?)(samaccountname=?))',
  principal: '(&(objectcategory=?)(objectclass=?)(samaccounttype=?)(userprincipalname=?))',
  implicit: '(&(objectcategory=?)(objectclass=?)(samaccounttype=?)(|(userprincipalname=?)(samaccountname=?)))',
}

const nasty = fc.string({ unit: fc.constantFrom('*', '(', ')', '\\', '\0', '&', '|', '!', '=', '@', 'a', 'ö', '😀', '\u202e', '%', ',') })
/** Whatever a hand or a program may send, in each of the spellings and with each of the suffixes. */
const anything = fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
const suffix = fc.oneof(fc.constantFrom(...SUFFIXES, DNS.toUpperCase(), 'Größe.EXAMPLE', 'elsewhere.example'), anything)
const typing = fc.oneof(anything, fc.tuple(anything, suffix).map(([name, after]) => `${name}@${after}`), fc.tuple(anything, anything).map(([domain, name]) => `${domain}\\${name}`))

test.each(['sent', 'written'])('nothing that is typed changes the structure of the filter that is %s, or comes out as another value', (way) => {
  fc.assert(fc.property(typing, (typed) => {
    const name = typedName(typed)
    if (!name) return
    const filter = personFilter(name, SUFFIXES)
    const values: string[] = []
    const seen = shape(way === 'sent' ? onTheWire(filter) : FilterParser.parseString(filter.toString()), values)
    const searched = values.slice(3)
    if (name.spelling === 'account') expect([seen, searched]).toEqual([shapes.account, [name.name]])
    else if (SUFFIXES.has(name.suffix.toLowerCase())) expect([seen, searched]).toEqual([shapes.implicit, [name.principal, name.name]])
    else expect([seen, searched]).toEqual([shapes.principal, [name.principal]])
  }), { numRuns: runs(2_000) })
})

test.each([
  ['CORP\\ada', '(samaccountname=ada)'],
  ['ada@corp.example', '(userprincipalname=ada@corp.example)'],
  ['ada@CORP.example.test', '(|(userprincipalname=ada@corp.example.test)(samaccountname=ada))'],
  ['ada@Example.com', '(|(userprincipalname=ada@example.com)(samaccountname=ada))'],
])('%s is looked for among people only', (typed, named) => {
  expect(String(filterFor(typed)).toLowerCase()).toBe(`(&${PERSON}${named})`)
})

function filterFor(typed: string): Filter {
  const name = typedName(typed)
  if (!name) throw new Error('cannot be a name')
  return personFilter(name, SUFFIXES)
}

const entry = (number: number, userPrincipalName: string | [] = [], sAMAccountName = 'ada'): Entry =>
  ({ dn: `CN=${number}`, objectGUID: Buffer.alloc(16, number), userPrincipalName, sAMAccountName })
const guid = (number: number) => `0${number}`.repeat(16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const found = (typed: string, ...entries: Entry[]) => {
  const name = typedName(typed)
  return name && onlyPerson(candidatesFrom(entries, name))
}

test('the only one found is the person, and two are nobody', () => {
  expect(found('ada')).toBeUndefined()
  expect(found('ada', entry(1))).toBe(guid(1))
  expect(found('ada', entry(1), entry(2))).toBeUndefined()
})

test('a principal that somebody was given goes before one that follows from an account of that name', () => {
  expect(found(`ada@${DNS}`, entry(1, `ada.l@${DNS}`), entry(2, `ADA@${DNS}`))).toBe(guid(2))
  expect(found(`ada@${DNS}`, entry(1, `ada.l@${DNS}`))).toBe(guid(1))
  expect(found(`ada@${DNS}`, entry(1, `ada@${DNS}`), entry(2, `Ada@${DNS}`))).toBeUndefined()
})

test.each([['ÀDA', 'ada'], ['ＡＤＡ', 'ada'], [' ada ', 'ada'], ['ada  l', 'Ada L']])('%j is %s', (typed, account) => {
  expect(found(typed, entry(1, [], account))).toBe(guid(1))
})

// What Windows' comparison takes for the same beside that (MS-UCODEREF 3.1.5.4): more spellings than could all show the same to who does not exist.
test.each([['strasse', 'Straße'], ['a\u00adda', 'ada'], ['a\u200bda', 'ada'], ['æon', 'aeon'], ['たろう', 'タロウ']])('[S-10] %j is not %s, even where the directory says so', (typed, account) => {
  expect(found(typed, entry(1, [], account))).toBeUndefined()
  expect(found(`${typed}@${DNS}`, entry(1, `${account}@${DNS}`, account))).toBeUndefined()
})

test('namesakes are those of whose names it is one, whatever stands before or behind it', () => {
  const all = [entry(1), entry(2, `Ada@${DNS}`, 'al'), entry(3, 'ada@elsewhere', 'x'), entry(4, `al@${DNS}`, 'ada.l')]
  const namesakes = (typed: string) => namesakesFrom(all, typedName(typed) ?? expect.fail('can be a name'))
  for (const typed of ['ada', 'CORP\\Ada', `ADA @${DNS}`]) expect([typed, namesakes(typed)]).toEqual([typed, [guid(1), guid(2), guid(3)]])
  expect(namesakes('al')).toEqual([guid(2), guid(4)])
  expect(String(namesakesFilter({ spelling: 'account', name: 'Àda', domain: undefined }, new Set([DNS]))).toLowerCase())
    .toBe(`(&${PERSON}(|(samaccountname=àda)(userprincipalname=àda@${DNS})(samaccountname=ada)(userprincipalname=ada@${DNS})))`)
})
