import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { sameName, typedName } from './typed-name.ts'

test.each([
  ['ada', { spelling: 'account', name: 'ada', domain: undefined }],
  ['CORP\\ada', { spelling: 'account', name: 'ada', domain: 'CORP' }],
  ['ada@corp.example', { spelling: 'principal', principal: 'ada@corp.example', name: 'ada', suffix: 'corp.example' }],
  ['CORP\\ada@home', { spelling: 'account', name: 'ada@home', domain: 'CORP' }],
  ['a@b@corp.example', { spelling: 'principal', principal: 'a@b@corp.example', name: 'a@b', suffix: 'corp.example' }],
  ['Zoë Müßig (*)', { spelling: 'account', name: 'Zoë Müßig (*)', domain: undefined }],
])('%s is taken apart', (typed, parts) => {
  expect(typedName(typed)).toEqual(parts)
})

test.each([
  ['nothing', ''],
  ['a domain without a name', 'CORP\\'],
  ['a name with an empty domain', '\\ada'],
  ['a principal without a name', '@corp.example'],
  ['a principal without a domain', 'ada@'],
  ['a NUL', 'ada\0'],
  ['a line break', 'ada\r\nX: y'],
  ['a delete', 'ada\u007f'],
  ['half a character', 'ada\ud800'],
  ['an account longer than any', 'a'.repeat(257)],
  ['a principal longer than any', `${'a'.repeat(1012)}@corp.example`],
])('%s is nobody\'s name', (_, typed) => {
  expect(typedName(typed)).toBeUndefined()
})

test('the longest names that a directory can hold are still asked for', () => {
  expect(typedName('a'.repeat(256))).toBeDefined()
  expect(typedName(`${'a'.repeat(1011)}@corp.example`)).toBeDefined()
})

test('whatever is typed, nothing of it is lost or added', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => {
    const parts = typedName(typed)
    if (parts?.spelling === 'account') expect(parts.domain === undefined ? parts.name : `${parts.domain}\\${parts.name}`).toBe(typed)
    if (parts?.spelling === 'principal') expect([parts.principal, `${parts.name}@${parts.suffix}`]).toEqual([typed, typed])
  }), { numRuns: runs(500) })
})

test('names are the same in any case, and never the same as none', () => {
  expect(sameName('CORP', 'corp')).toBe(true)
  expect(sameName('CORP', 'CORP2')).toBe(false)
  expect(sameName('CORP', undefined)).toBe(false)
})
