import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { factsValuesFile } from '../../../scripts/windows/facts-values.ts'
import { Facts, isUntold } from './facts.ts'
import { registryValues } from './registry-values.ts'

const example = readFileSync(new URL('../../../windows/test/vectors/facts.json', import.meta.url), 'utf8')
const read = (changed: object) => v.safeParse(Facts, { ...v.parse(Facts, JSON.parse(example)), ...changed }).success

describe('what the launcher tells', () => {
  test('is the example', () => expect(v.safeParse(Facts, JSON.parse(example)).issues).toBeUndefined())
  test('may be an error of Windows in place of what it did not tell', () => {
    for (const fact of ['account', 'rights', 'auditing', 'codeIntegrity', 'appLocker', 'device']) expect(read({ [fact]: { failed: 5 } })).toBe(true)
    expect([isUntold({ failed: 5 }), isUntold(0), isUntold(null)]).toEqual([true, false, false])
  })
  test.each<[string, object]>([
    ['of another version', { version: 2 }], ['with more than is known', { more: 1 }], ['with no number of strikes', { strikes: '0' }], ['with a name for a SID', { rights: { batch: ['Administrators'], denyBatch: [] } }],
  ])('is refused %s', (_what, changed) => expect(read(changed)).toBe(false))
  test('of the registry is only what the doctor asks for', () => {
    const asked = new Set(registryValues.map(([key, name]) => `${key}|${name}`))
    const told = Object.entries(v.parse(Facts, JSON.parse(example)).registry).flatMap(([key, values]) => Object.keys(values).map((name) => `${key}|${name}`))
    expect(told.filter((one) => !asked.has(one))).toEqual([])
  })
})

test('the launcher has the same list; after a change: node scripts/write-schemas.ts', () => {
  const { file, text } = factsValuesFile()
  expect(readFileSync(file, 'utf8')).toBe(text)
})
