import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { describe, expect, it, test } from 'vitest'
import type { Answer } from '../../gates/gate.ts'
import { newRecovery } from '../../recovery/machine.scenario.ts'
import type { Judgement } from './maker.ts'
import { judgedBy } from './maker-judges.ts'
import { onceAStep } from './once-a-step.ts'

// Maker and clock are fakes here, to answer when a test wants. A maker's real API: verify/verify.peer.test.ts.

/** @param sent whether a code was sent at all @param late looks at which it is still under way @param takes milliseconds until the maker answers */
function world({ sent = true, late = 0, takes = 120, says = { verdict: 'wrong' } }: { sent?: boolean; late?: number; takes?: number; says?: Judgement } = {}) {
  let looks = 0
  let now = 0
  const asked: [string | undefined, string][] = []
  const lines: unknown[] = []
  const say = (...line: unknown[]) => void lines.push(line)
  const answers = { says }
  const judge = judgedBy({
    maker: {
      name: 'verify', check: () => Promise.resolve(), send: () => expect.fail('nothing is sent here'),
      async judge(of, typed) {
        asked.push([of, typed.reveal()])
        now += takes
        return answers.says
      },
    },
    messages: { referenceOf: async () => (looks++ >= late ? { reference: sent ? 'VE1' : undefined, underWay: false } : { reference: undefined, underWay: true }) },
    log: { info: say, warn: say, error: say },
    pace: { elapsed: () => now, pause: async (milliseconds) => { now += milliseconds } },
  })
  const recovery = newRecovery({ workflow: { gates: ['sms-code'] } })
  return {
    asked, answers, logged: () => inspect(lines, { depth: 9 }), now: () => now,
    answer: (typed: string | Answer, step = 'token-1') => judge({ ...recovery, stepToken: step }, 'sms-code', typeof typed === 'string' ? new Secret(typed) : typed),
  }
}

describe('a code that somebody else judges', () => {
  it.each<Judgement>([{ verdict: 'right' }, { verdict: 'wrong' }, { verdict: 'unanswered', why: 'away' }])('$verdict, as they say', async (says) => {
    const { answer, asked } = world({ says })
    expect(await answer('314159')).toBe(says.verdict)
    expect(asked).toEqual([['VE1', '314159']])
  })

  it('[F-07] is the same however it was typed', async () => {
    const { answer, asked } = world()
    await answer(' 314 159 ', 'a')
    await answer('314-159', 'b')
    await answer('３１４１５９', 'c')
    expect(asked.map(([, typed]) => typed)).toEqual(['314159', '314159', '314159'])
  })

  it.each<string | Answer>(['31415', '3141592', 'Passw0', '31415a', '', undefined, [new Secret('314159')]])('%j could be no code: it is wrong, and goes nowhere', async (typed) => {
    const { answer, asked, now } = world({ says: { verdict: 'right' } })
    expect([await answer(typed), asked, now()]).toEqual(['wrong', [], 0])
  })

  it('[S-10] is told at fixed moments, unless it is right, and without a name where nobody was sent one', async () => {
    for (const [takes, at] of [[3, 1000], [999, 1000], [1001, 2000], [2990, 3000]]) {
      const { answer, now } = world({ takes: takes ?? 0 })
      await answer('314159')
      expect(now()).toBe(at)
    }
    const away = world({ takes: 40, says: { verdict: 'unanswered', why: 'away' } })
    await away.answer('314159')
    expect(away.now()).toBe(1000)
    const right = world({ takes: 40, says: { verdict: 'right' } })
    await right.answer('314159')
    expect(right.now()).toBe(40)
    const nobody = world({ sent: false })
    expect(await nobody.answer('314159')).toBe('wrong')
    expect([nobody.now(), nobody.asked]).toEqual([1000, [[undefined, '314159']]])
  })

  it('that was typed before its name is known is waited for a little, and not for long', async () => {
    const quick = world({ late: 2, says: { verdict: 'right' } })
    expect([await quick.answer('314159'), quick.asked, quick.now()]).toEqual(['right', [['VE1', '314159']], 320])
    const never = world({ late: 100 })
    expect([await never.answer('314159'), never.asked, never.now()]).toEqual(['wrong', [[undefined, '314159']], 1000])
  })

  it('[S-13] that comes twice at one step is asked once: they would call it wrong the second time', async () => {
    const { answer, answers, asked } = world({ says: { verdict: 'right' } })
    const both = await Promise.all([answer('314159'), answer('314159')])
    answers.says = { verdict: 'wrong' }
    expect([...both, await answer('314159'), asked.length]).toEqual(['right', 'right', 'right', 1])
    expect(await answer('314159', 'token-2'), 'at the next step').toBe('wrong')
    expect(await answer('271828', 'token-1'), 'another one').toBe('wrong')
  })

  it('that could not be judged is in the log with its case, and without itself', async () => {
    const { answer, logged } = world({ says: { verdict: 'unanswered', why: '500, error 20500' } })
    await answer('314159')
    expect(logged()).toContain(newRecovery().caseNumber)
    expect(logged()).toContain('500, error 20500')
    expect(logged()).not.toContain('314159')
  })
})

test('what was asked once is forgotten after a while, and at once where it failed', async () => {
  let [now, count] = [0, 0]
  const once = onceAStep<number>(() => now)
  const ask = () => once('step', 'typed', async () => ++count)
  expect([await ask(), await ask()]).toEqual([1, 1])
  now += 30_000
  expect(await ask()).toBe(2)
  await expect(once('other', 'typed', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await once('other', 'typed', async () => 7)).toBe(7)
})
