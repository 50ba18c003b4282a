import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { nonces, SLOT } from './nonces.ts'

const aKey = () => new Secret(randomBytes(32).toString('base64'))
const [one, other] = [aKey(), aKey()]

test('[S-06] a nonce counts for a few minutes, at every server, and then no more', () => {
  let now = 1000 * SLOT
  const [here, there] = [nonces([one], () => now), nonces([one], () => now)]
  const said = here.current()
  expect(said).toMatch(/^[\w-]{22}$/u)
  now += 2 * SLOT - 1
  expect(there.isGood(said)).toBe(true)
  expect(there.current()).not.toBe(said)
  now += 1
  expect(there.isGood(said)).toBe(false)
})

test('[S-06] one of a time to come, of another key, or made up counts never', () => {
  const now = 1000 * SLOT
  const ours = nonces([one], () => now)
  for (const said of [nonces([one], () => now + SLOT).current(), nonces([other], () => now).current(), '', 'a'.repeat(22), 'é'.repeat(11)]) expect(ours.isGood(said)).toBe(false)
})

test('while the key is changed at one server after the other, each takes what the others say', () => {
  const now = 1000 * SLOT
  const [before, after] = [nonces([one, other], () => now), nonces([other, one], () => now)]
  expect(after.isGood(before.current())).toBe(true)
  expect(before.isGood(after.current())).toBe(true)
})
