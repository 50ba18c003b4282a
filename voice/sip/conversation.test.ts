import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ASKS, MOST_KEYS, SILENCE, type Verdict } from '../provider.ts'
import { conversation, type Sounds } from './conversation.ts'

const sounds: Sounds = { ask: Int16Array.of(1), right: Int16Array.of(2), wrong: Int16Array.of(3), stop: Int16Array.of(4) }
const names = ['', 'ask', 'right', 'wrong', 'stop']

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function talk() {
  const said: string[] = []
  let then: (() => void) | undefined
  const its = conversation({
    sounds,
    mouth: {
      say(words, after) {
        said.push(words.map((word) => names[word[0] ?? 0]).filter(Boolean).join(' '))
        then = after
      },
      stopSaying: () => (then = undefined),
    },
    keyed: (keys) => said.push(`keyed ${keys}`),
    hangUp: () => said.push('hangs up'),
  })
  const key = (keys: string) => { for (const one of keys) its.key(one) }
  return { said, key, say: (verdict: Verdict) => its.say(verdict), end: () => its.end(), toTheEnd: () => then?.(), speaks: () => then !== undefined, silence: () => void vi.advanceTimersByTime(SILENCE * 1000) }
}

describe('what is asked and keyed', () => {
  it.each([['42#', '42'], ['#', ''], ['1234#', '1234'], ['*0#', '*0'], ['49#', '49'], ['1'.repeat(40) + '#', '1'.repeat(MOST_KEYS)]])('%s', (keys, keyed) => {
    const { said, key } = talk()
    key(keys)
    expect(said).toEqual(['ask', `keyed ${keyed}`])
  })

  it('a 9 comes at once, where it is the first', () => {
    const { said, key } = talk()
    key('9')
    expect(said).toEqual(['ask', 'keyed 9'])
  })

  it('a key stops what is being said, and counts', () => {
    const { said, key, speaks } = talk()
    key('4')
    expect(speaks()).toBe(false)
    key('2#')
    expect(said).toEqual(['ask', 'keyed 42'])
  })

  it('silence is asked again, counted from the last word or key, and then it hangs up', () => {
    const { said, key, toTheEnd, silence } = talk()
    silence()
    expect(said).toEqual(['ask'])
    toTheEnd()
    silence()
    toTheEnd()
    key('4')
    silence()
    expect(said).toEqual(['ask', 'ask', 'ask'])
    // Keys without their # are forgotten.
    key('2')
    silence()
    expect([said, ASKS]).toEqual([['ask', 'ask', 'ask', 'hangs up'], 3])
  })

  it('what is keyed while it is judged is let go', () => {
    const { said, key, say } = talk()
    key('42#13#9')
    say('wrong')
    key('42#')
    expect(said).toEqual(['ask', 'keyed 42', 'wrong ask', 'keyed 42'])
  })

  it.each(['right', 'stop'] as const)('after "%s" it hangs up, and hears nothing more', (verdict) => {
    const { said, key, say, toTheEnd } = talk()
    key('42#')
    say(verdict)
    key('13#')
    say('wrong')
    toTheEnd()
    expect(said).toEqual(['ask', 'keyed 42', verdict, 'hangs up'])
  })

  it('a verdict on nothing is not said', () => {
    const { said, say } = talk()
    say('right')
    expect(said).toEqual(['ask'])
  })

  it('after the end nothing happens', () => {
    const { said, key, say, end, toTheEnd, silence } = talk()
    toTheEnd()
    end()
    silence()
    key('42#')
    say('right')
    expect(said).toEqual(['ask'])
  })
})
