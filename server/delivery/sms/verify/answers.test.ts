import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { runs } from '../../../../test/soak.ts'
import { ageIn, judgementIn, judgeService } from './answers.ts'

const REFERENCE = 'VE0123456789abcdef0123456789abcdef'
const answer = (body: unknown, status = 200) => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) })
const sent = (...times: unknown[]) => answer({ sid: REFERENCE, status: 'pending', send_code_attempts: times.map((time) => ({ time, channel: 'SMS' })) }, 201)

/** What somebody may say: near to a check in most of its parts, or anything at all. */
const somebodySays = fc.oneof(
  fc.record({
    sid: fc.constantFrom<unknown>(REFERENCE, REFERENCE.toLowerCase(), 'VE0', null, 7), status: fc.oneof(fc.constantFrom('approved', 'pending', 'canceled', 'APPROVED', ''), fc.string()),
    valid: fc.constantFrom<unknown>(true, false, null, 'true'), code: fc.constantFrom(20404, 60202, 0),
  }, { requiredKeys: [] }).map((body) => JSON.stringify(body)),
  fc.json(), fc.string({ unit: 'binary' }),
)

test('whatever somebody answers, it is right only where all of it says so, of this code', () => {
  fc.assert(fc.property(fc.constantFrom(200, 201, 302, 404, 429, 500), somebodySays, (status, body) => {
    const { verdict } = judgementIn({ status, body }, REFERENCE)
    if (verdict !== 'right') return
    const said: unknown = JSON.parse(body)
    expect(said).toMatchObject({ sid: REFERENCE, status: 'approved' })
    expect(said).not.toMatchObject({ valid: false })
    expect(status >= 200 && status < 300).toBe(true)
  }), { numRuns: runs(500) })
  expect(judgementIn(answer({ sid: REFERENCE, status: 'approved', valid: true }), REFERENCE)).toEqual({ verdict: 'right' })
  expect(judgementIn(answer({ sid: REFERENCE, status: 'approved', valid: false }), REFERENCE)).toEqual({ verdict: 'wrong' })
  expect(judgementIn(answer({ sid: REFERENCE, status: 'approved', valid: true }, 302), REFERENCE).verdict).toBe('unanswered')
})

describe('how old the code is that was sent', () => {
  it.each([[[], 0], [['2026-11-26T10:00:00Z'], 0], [['2026-11-26T10:00:00Z', '2026-11-26T10:05:01.500Z'], 301.5], [['2026-11-26T10:05:00Z', '2026-11-26T10:00:00Z', '2026-11-26T10:02:00Z'], 300]])('%j', (times, seconds) => {
    expect(ageIn(sent(...times))).toBe(seconds)
  })

  it('is never guessed, and nothing makes it throw', () => {
    for (const said of [sent('yesterday'), sent(7), answer({}), answer('<html>'), { failed: 'no connection', handedOver: false }]) expect(ageIn(said)).toBe(0)
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.array(fc.string()).map((times) => sent(...times).body)), (body) => {
      expect(ageIn({ status: 201, body })).toBeGreaterThanOrEqual(0)
    }), { numRuns: runs(200) })
  })
})

test('a service without a length of codes is none', () => {
  expect(() => judgeService(answer({ code_length: 6 }), 6)).not.toThrow()
  for (const said of [answer({}), answer({ code_length: '6' }), answer('null'), answer({ code_length: 6 }, 404)]) expect(() => judgeService(said, 6)).toThrow()
})
