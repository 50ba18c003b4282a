import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { registrationKinds } from './ports.ts'
import { open, type Owner, registrationKeys, seal } from './seal.ts'

const aKey = () => randomBytes(32).toString('base64')
const keys = registrationKeys(new Secret(aKey()))
const owners = fc.record({ person: fc.string(), kind: fc.constantFrom(...registrationKinds), slot: fc.string() })
// What UTF-8 can say: half a surrogate pair it cannot.
const values = fc.string({ unit: 'binary' })
const opened = (...args: Parameters<typeof open>) => open(...args)?.reveal()
const same = (a: Owner, b: Owner) => a.person === b.person && a.kind === b.kind && a.slot === b.slot

test('[S-19] what was sealed opens for its owner as it was, and for nobody else', () => {
  fc.assert(fc.property(values, owners, owners, (value, owner, other) => {
    const sealed = seal(new Secret(value), owner, keys)
    expect(opened(sealed, owner, keys)).toBe(value)
    expect(opened(sealed, other, keys)).toBe(same(owner, other) ? value : undefined)
  }), { numRuns: runs(300) })
})

test('[S-19] an owner whose parts run into each other is another one', () => {
  const sealed = seal(new Secret('+491713920011'), { person: 'ada', kind: 'number', slot: '1' }, keys)
  expect(open(sealed, { person: 'ada","number', kind: 'number', slot: '1' }, keys)).toBeUndefined()
})

test('[S-19] whatever is changed in it, it does not open', () => {
  const owner = { person: 'ada', kind: 'mail', slot: '1' } as const
  fc.assert(fc.property(values, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, by) => {
    const { key, sealed } = seal(new Secret(value), owner, keys)
    const bytes = Buffer.from(sealed, 'base64url')
    const index = at % bytes.length
    bytes[index] = (bytes[index] ?? 0) ^ by
    expect(open({ key, sealed: bytes.toString('base64url') }, owner, keys)).toBeUndefined()
    expect(open({ key, sealed: sealed.slice(0, at % sealed.length) }, owner, keys)).toBeUndefined()
  }), { numRuns: runs(300) })
})

test('[S-19] the same value sealed twice does not look the same', () => {
  const owner = { person: 'ada', kind: 'number', slot: '1' } as const
  const seen = new Set(Array.from({ length: 50 }, () => seal(new Secret('+491713920011'), owner, keys).sealed))
  expect(seen.size).toBe(50)
})

test('[S-19] a key that has another before it still opens, one that has gone does not', () => {
  const [before, now, later] = [aKey(), aKey(), aKey()]
  const owner = { person: 'ada', kind: 'number', slot: '1' } as const
  const sealed = seal(new Secret('+491713920011'), owner, registrationKeys(new Secret(before)))
  const both = registrationKeys(new Secret(`${now}\n${before}\n`))
  expect(opened(sealed, owner, both)).toBe('+491713920011')
  expect(seal(new Secret(''), owner, both).key).toBe(registrationKeys(new Secret(now))[0].id)
  expect(open(sealed, owner, registrationKeys(new Secret(`${now}\n${later}`)))).toBeUndefined()
})
