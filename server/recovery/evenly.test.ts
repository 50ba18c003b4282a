import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { evenly } from './evenly.ts'
import { world } from './service.scenario.ts'

/** A recovery's operations that take as long as they are told, by a clock that only they and the pauses move. */
function paced() {
  let elapsed = 0
  const chance = { now: 0 }
  const w = world()
  const takes = { milliseconds: 0 }
  const slow = <A extends unknown[], T>(call: (...asked: A) => Promise<T>) => async (...asked: A) => {
    elapsed += takes.milliseconds
    return call(...asked)
  }
  const { begin, answer, sendAgain } = w.service
  const service = evenly({ ...w.service, begin: slow(begin), answer: slow(answer), sendAgain: slow(sendAgain) }, {
    elapsed: () => elapsed,
    pause: async (milliseconds) => { elapsed += milliseconds },
    chance: () => chance.now,
  })
  return { w, service, takes, chance, after: async (call: () => Promise<unknown>) => { const came = elapsed; await call().catch(() => undefined); return elapsed - came } }
}

const source = { entrance: 'workstation', address: '192.0.2.7' } as const

describe('[S-10] when an answer leaves', () => {
  it.each([[0, 0], [3, 100], [99, 100], [100, 100], [101, 200]])('a beginning that takes %i ms is answered after %i', async (milliseconds, after) => {
    for (const account of ['ada', 'nobody']) {
      const p = paced()
      p.takes.milliseconds = milliseconds
      expect(await p.after(() => p.service.begin({ account, language: 'en' }, source))).toBe(after)
    }
  })

  it('up to 8 ms of chance come on top', async () => {
    const p = paced()
    p.chance.now = 0.5
    expect(await p.after(() => p.service.begin({ account: 'ada', language: 'en' }, source))).toBe(4)
    p.takes.milliseconds = 3
    expect(await p.after(() => p.service.begin({ account: 'ada', language: 'en' }, source))).toBe(104)
  })

  it('a wrong answer and a refusal leave at the next of fixed moments, and what a right one brings at once', async () => {
    const p = paced()
    const begun = await p.service.begin({ account: 'ada', language: 'en' }, source)
    const token = new Secret(begun.token)
    const code = p.w.codeFor(p.w.queued[0] ?? expect.fail('nothing queued'))
    p.takes.milliseconds = 7
    let { stepToken } = begun.view
    expect(await p.after(async () => ({ stepToken } = await p.service.answer(token, { stepToken, answer: new Secret('000000') })))).toBe(50)
    expect(await p.after(() => p.service.answer(token, { stepToken: 'used', answer: code })), 'a step that is used').toBe(50)
    expect(await p.after(() => p.service.sendAgain(token, { stepToken })), 'too soon').toBe(50)
    expect(await p.after(() => p.service.answer(token, { stepToken, answer: code }))).toBe(7)
  })
})
