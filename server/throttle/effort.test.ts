import { randomBytes } from 'node:crypto'
import { type EffortAsked, type EffortShown, Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { showing } from '../../client/effort.ts'
import { runs } from '../../test/soak.ts'
import { effortBrake, type Efforts } from './effort.ts'
import { networkOf } from './network.ts'

const MINUTE = 60_000

function world({ bits = 10, key = randomBytes(32).toString('base64') } = {}) {
  let now = Date.UTC(2026, 10, 26)
  const kept: { id: string; network: string; at: number }[] = []
  const efforts: Efforts = {
    take: async (id, network, at) => {
      if (kept.some((one) => one.id === id)) return false
      kept.push({ id, network, at })
      return true
    },
    taken: async (network, since) => kept.filter((one) => one.network === network && one.at > since).length,
  }
  const brake = effortBrake({ key: new Secret(key), bits, efforts, networkOf, random: () => randomBytes(32).toString('base64url'), now: () => now })
  return { ...brake, kept, pass: (milliseconds: number) => { now += milliseconds } }
}

/** What an honest browser does. */
function shown(asked: EffortAsked): EffortShown {
  const work = showing(asked)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
const HERE = '192.0.2.7'

describe('[S-21] an effort', () => {
  test('[S-21] is taken once: shown again it opens nothing, however many show it at the same moment', async () => {
    const { ask, take } = world()
    const effort = shown(await ask(HERE))
    const together = await Promise.all(Array.from({ length: 5 }, () => take(effort, HERE)))
    expect(together.filter(Boolean)).toHaveLength(1)
    expect(await take(effort, HERE)).toBe(false)
  })

  test('[S-21] counts for the network that it was given to: the same IPv6 network, and no other address', async () => {
    const { ask, take } = world()
    expect(await take(shown(await ask(HERE)), '192.0.2.8')).toBe(false)
    expect(await take(shown(await ask('2001:db8:0:1::2')), '2001:db8:0:1:ffff::9')).toBe(true)
    expect(await take(shown(await ask('2001:db8:0:1::2')), '2001:db8:0:2::2')).toBe(false)
  })

  test('[S-21] is good for ten minutes', async () => {
    const { ask, take, pass } = world()
    const [early, late] = [shown(await ask(HERE)), shown(await ask(HERE))]
    pass(10 * MINUTE)
    expect(await take(early, HERE)).toBe(true)
    pass(1)
    expect(await take(late, HERE)).toBe(false)
  })

  test('[S-21] is not made up: another key, another number of bits, another time, another part', async () => {
    const key = randomBytes(32).toString('base64')
    const { take, ask } = world({ key })
    const honest = shown(await ask(HERE))
    const [id, until = '', bits, seal] = honest.challenge.split('.')
    const forged = [
      shown(await world().ask(HERE)),
      shown({ challenge: [id, until, '04', seal].join('.'), bits: 4 }),
      { ...honest, challenge: [id, Number(until) + MINUTE, bits, seal].join('.') },
      { ...honest, challenge: ['x'.repeat(22), until, bits, seal].join('.') },
      { ...honest, answers: honest.answers.map(() => 0) },
      { ...honest, answers: honest.answers.toReversed() },
    ]
    for (const one of forged) expect(await take(one, HERE), one.challenge).toBe(false)
    expect(await take(undefined, HERE)).toBe(false)
    expect(await take(honest, HERE)).toBe(true)
  })

  test('[S-21] nothing that is shown makes the server fall', async () => {
    const { take } = world()
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.stringMatching(/^[\w-]{22}\.\d{1,15}\.\d{1,2}\.[\w-]{43}$/)), fc.array(fc.nat(0xffff_ffff), { minLength: 16, maxLength: 16 }), async (challenge, answers) => {
      expect(await take({ challenge, answers }, HERE)).toBe(false)
    }), { numRuns: runs(200) })
  })
})

describe('[S-21] who begins often', () => {
  test('[S-21] shows twice the effort for twice as many, up to a limit, and as little as anybody after ten quiet minutes', async () => {
    const { ask, kept, pass } = world({ bits: 10 })
    const now = Date.UTC(2026, 10, 26)
    const bitsAfter = async (many: number) => {
      kept.splice(0, kept.length, ...Array.from({ length: many }, (_, at) => ({ id: String(at), network: HERE, at: now })))
      return (await ask(HERE)).bits
    }
    expect(await Promise.all([0, 1, 8].map(bitsAfter))).toEqual([10, 10, 10])
    expect(await bitsAfter(9)).toBe(11)
    expect(await bitsAfter(16)).toBe(11)
    expect(await bitsAfter(17)).toBe(12)
    expect(await bitsAfter(100_000)).toBe(15)
    expect((await ask('192.0.2.8')).bits).toBe(10)
    pass(10 * MINUTE)
    expect((await ask(HERE)).bits).toBe(10)
  })

  test('[S-21] gains nothing by showing many at the same moment', async () => {
    const { ask, take } = world()
    const collected = await Promise.all(Array.from({ length: 40 }, () => ask(HERE)))
    const letIn = await Promise.all(collected.map(shown).map((effort) => take(effort, HERE)))
    expect(letIn.filter(Boolean).length).toBeLessThanOrEqual(9)
    expect((await ask(HERE)).bits).toBe(13)
  })

  test('[S-21] gains nothing by collecting what was asked while nobody came', async () => {
    const { ask, take } = world()
    const collected = await Promise.all(Array.from({ length: 12 }, () => ask(HERE)))
    const let_in = []
    for (const one of collected) let_in.push(await take(shown(one), HERE))
    expect(let_in.filter(Boolean)).toHaveLength(9)
    expect(await take(shown(await ask(HERE)), HERE)).toBe(true)
  })
})
