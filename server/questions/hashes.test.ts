import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { answerHashes, EFFORT } from './hashes.ts'
import { fairLanes, type Lanes } from './lanes.ts'
import { parsed } from './phc.ts'

const elapsed = () => performance.now()
const lanes = fairLanes({ lanes: 1, patience: 60_000, elapsed })
// RFC 9106 §3.1 allows no less; every property would take minutes otherwise.
const light = answerHashes({ lanes, effort: { memory: 8, passes: 1, lanes: 1 } })
const secret = (text: string) => new Secret(text)

test("[S-19] an answer is kept as argon2id with OWASP's effort and a salt of its own, and can be read in nothing that is kept", async () => {
  const [one, other] = await answerHashes({ lanes }).make('ada', [secret('Ostsee'), secret('ost see')])
  expect(one?.reveal()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/u)
  expect(one?.reveal()).not.toBe(other?.reveal())
  expect(inspect([one, other])).not.toContain('argon2id')
  expect(EFFORT).toEqual({ memory: 19_456, passes: 2, lanes: 1 })
})

test('what was kept years ago is compared with its own effort: this one may never fail', async () => {
  // Made by Debian's argon2 for `ostsee`: argon2 saltsaltsaltsalt -id -m 12 -t 3 -p 1
  const kept = secret('$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$gqu1RzkBBoIAdHhLn26/VoOLoIJlH8EIwyS10RKjHOU')
  expect(await light.countRight('ada', [{ typed: secret('OST-SEE'), kept }, { typed: secret('Nordsee'), kept }])).toBe(1)
})

test('[F-06] the right answer in another spelling is right, another is wrong, and nothing kept is never right', async () => {
  const kept = await light.make('ada', ['Müller', 'トヨタ', 'أحمد'].map(secret))
  const count = (...typed: string[]) => light.countRight('ada', typed.map((text, index) => ({ typed: secret(text), kept: kept[index] })))
  expect(await count('MUELLER', 'とよた', 'احمد')).toBe(3)
  expect(await count('Meier', 'とよた', 'حمد')).toBe(1)
  expect(await light.countRight('ada', [{ typed: secret(''), kept: undefined }, { typed: secret('x'), kept: secret('$argon2id$broken') }])).toBe(0)
})

test('as many are hashed whatever is right, and whether anything is kept at all', async () => {
  const [kept] = await light.make('ada', [secret('Ostsee')])
  const hashed: number[] = []
  const counting: Lanes = { inTurn: (who, work) => { hashed.push(work.length); return lanes.inTurn(who, work) } }
  const { countRight } = answerHashes({ lanes: counting, effort: { memory: 8, passes: 1, lanes: 1 } })
  for (const typed of ['Ostsee', 'Nordsee']) await countRight('ada', Array.from({ length: 4 }, () => ({ typed: secret(typed), kept })))
  await countRight('nobody', Array.from({ length: 4 }, () => ({ typed: secret(''), kept: undefined })))
  expect(hashed).toEqual([4, 4, 4])
})

test('what is kept is parsed or refused, whatever it is, and asks for no more memory than we would', () => {
  const [salt, hash] = ['A'.repeat(22), 'A'.repeat(43)]
  expect(parsed(secret(`$argon2id$v=19$m=19456,t=2,p=1$${salt}$${hash}`))).toMatchObject({ memory: 19_456, passes: 2, lanes: 1 })
  for (const wrong of ['m=9999999,t=2,p=1', 'm=19456,t=0,p=1', 'm=19456,t=999,p=1', 'm=7,t=1,p=1', 'm=64,t=1,p=9', 'm=64,t=1']) {
    expect(parsed(secret(`$argon2id$v=19$${wrong}$${salt}$${hash}`)), wrong).toBeUndefined()
  }
  fc.assert(fc.property(fc.string(), (text) => { parsed(secret(text)) }), { numRuns: runs(200) })
})
