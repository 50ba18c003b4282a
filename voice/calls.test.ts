import { Secret } from '@gatehouse/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../groundwork/log/log.ts'
import { type Calls, createCalls, type Wanted } from './calls.ts'
import { readPrompts } from './prompts.ts'
import type { Call, Heard, Line, Placed, Provider } from './provider.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const wanted: Wanted = { id: 'call-1', to: new Secret('+491713920011'), language: 'de', company: 'Example Corp', keysWanted: 'digits', ringSeconds: 30 }
const signal = new AbortController().signal

/** A provider that does what a test says: the real ones cannot be late, silent or wrong at a wish. */
function scripted(name = 'scripted', answer: 'taken' | 'unknown' | 'refused' | 'not-now' = 'taken') {
  const placed: { call: Call; heard: (what: Heard) => void }[] = []
  const done: string[] = []
  const line: Line = { say: (verdict) => void done.push(verdict), hangUp: () => void done.push('hang-up'), ask: async () => void done.push('ask') }
  const provider: Provider = {
    name,
    async place(call, heard): Promise<Placed> {
      placed.push({ call, heard })
      if (answer === 'taken') return { fate: answer, line }
      return answer === 'unknown' ? { fate: answer, why: 'no answer', line } : { fate: answer, why: 'a reason' }
    },
    check: async () => {},
    close: async () => {},
  }
  return { provider, placed, done, says: (what: Heard) => placed.at(-1)?.heard(what) }
}

const lines: string[] = []
const log = createLog('debug', (line) => void lines.push(line))
const made = (providers: Provider[], most = 5): Calls => createCalls({ providers, promptsFor: readPrompts().promptsFor, log, most })
const keys = (text: string): Heard => ({ what: 'keys', keys: new Secret(text) })

/** What was heard, as anybody would read it. */
async function story(calls: Calls, after = 0) {
  const list = await calls.heard(wanted.id, after, signal)
  return list === undefined || list === 'too-many' ? list : list.map((one) => `${one.n} ${one.what}${one.what === 'keys' ? ` ${one.keys.reveal()}` : ''}`)
}

describe('a call', () => {
  it('is placed once, whoever asks again; what was heard is numbered, and each part can be read again', async () => {
    const one = scripted()
    const calls = made([one.provider])
    expect(await Promise.all([calls.place(wanted), calls.place(wanted)])).toEqual([{ fate: 'taken' }, { fate: 'taken' }])
    for (const what of ['ringing', 'answered'] as const) one.says({ what })
    one.says(keys('42'))
    expect(await calls.place(wanted)).toEqual({ fate: 'taken' })
    expect(await calls.place({ ...wanted, to: new Secret('+491713920012') })).toBe('other')
    expect(one.placed).toHaveLength(1)
    expect(await story(calls)).toEqual(['1 ringing', '2 answered', '3 keys 42'])
    expect(await story(calls, 2)).toEqual(['3 keys 42'])
    expect(lines.join('')).not.toMatch(/3920011|"42"/u)
  })

  it("says the words of the person's language, or English, with the company's name in them", async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place({ ...wanted, keysWanted: 'pound' })
    await calls.place({ ...wanted, id: 'call-2', language: 'xx' })
    expect(one.placed.map(({ call }) => [call.language, call.prompts.ask.slice(0, 24)])).toEqual([['de', 'Hier ist Example Corp. J'], ['en', 'This is Example Corp. So']])
    expect(one.placed[0]?.call.prompts.ask).toContain('Raute')
    expect(one.placed[0]?.call.prompts.ask).not.toContain('Ziffern')
  })

  it('whoever waits for news hears of it at once, and after a while of none', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    const waiting = story(calls)
    await vi.advanceTimersByTimeAsync(19_999)
    one.says({ what: 'ringing' })
    expect(await waiting).toEqual(['1 ringing'])
    const inVain = story(calls, 1)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await inVain).toEqual([])
    const gone = new AbortController()
    const left = calls.heard(wanted.id, 1, gone.signal)
    gone.abort()
    expect(await left).toEqual([])
  })

  it('a fifth one who waits for the same call is sent away, and nobody knows a call that was not placed', async () => {
    const calls = made([scripted().provider])
    await calls.place(wanted)
    const four = Array.from({ length: 4 }, () => story(calls))
    expect(await story(calls)).toBe('too-many')
    expect(await calls.heard('another', 0, signal)).toBeUndefined()
    expect(calls.verdict('another', 1, 'right')).toBeUndefined()
    expect(calls.hangUp('another')).toBeUndefined()
    calls.close()
    expect(await Promise.all(four)).toEqual([[], [], [], []])
  })

  it('keys are answered once, the last ones only, and not after the end', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    one.says({ what: 'answered' })
    one.says(keys('11'))
    expect([calls.verdict('call-1', 1, 'right'), calls.verdict('call-1', 2, 'wrong'), calls.verdict('call-1', 2, 'right')]).toEqual([false, true, false])
    one.says(keys('42'))
    expect(calls.verdict('call-1', 2, 'right'), 'for keys before').toBe(false)
    one.says({ what: 'hung-up' })
    expect(calls.verdict('call-1', 3, 'right')).toBe(false)
    expect(one.done).toEqual(['wrong'])
  })

  it('a verdict that does not come ends it: the person is not kept waiting', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    one.says(keys('42'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await story(calls, 1)).toEqual(['2 network'])
    expect(one.done).toEqual(['hang-up'])
  })

  it('has one end, whatever still comes', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    for (const what of ['busy', 'answered', 'hung-up'] as const) one.says({ what })
    expect(await story(calls)).toEqual(['1 busy'])
    expect(await story(calls, 1), 'nobody waits for more').toEqual([])
  })

  it('is asked after when nothing is heard, again and again', async () => {
    const one = scripted()
    await made([one.provider]).place(wanted)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(one.done).toEqual(['ask'])
    await vi.advanceTimersByTimeAsync(5000)
    one.says({ what: 'ringing' })
    await vi.advanceTimersByTimeAsync(9999)
    expect(one.done).toEqual(['ask'])
    await vi.advanceTimersByTimeAsync(10_001)
    expect(one.done).toEqual(['ask', 'ask', 'ask'])
  })

  it('that nothing ends is ended by us', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    one.says({ what: 'answered' })
    await vi.advanceTimersByTimeAsync(210_000)
    expect(await story(calls, 1)).toEqual(['2 network'])
    expect(one.done.at(-1)).toBe('hang-up')
  })

  it('hung up, it ends as the line says, or as we know when that says nothing', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    expect(calls.hangUp('call-1')).toBe(true)
    expect(calls.hangUp('call-1')).toBe(true)
    expect(one.done).toEqual(['hang-up'])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await story(calls)).toEqual(['1 no-answer'])
  })

  it('with more heard than any honest call has, it is ended', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    for (let n = 0; n < 100; n++) one.says(keys('1'))
    expect((await story(calls))?.length).toBe(61)
    expect(await story(calls, 60)).toEqual(['61 network'])
  })

  it('is forgotten some minutes after its end, but its id calls nobody again', async () => {
    const one = scripted()
    const calls = made([one.provider])
    await calls.place(wanted)
    one.says({ what: 'busy' })
    await vi.advanceTimersByTimeAsync(299_000)
    expect(await story(calls)).toEqual(['1 busy'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await story(calls)).toBeUndefined()
    expect(await calls.place(wanted)).toMatchObject({ fate: 'refused' })
    expect(one.placed).toHaveLength(1)
  })
})

describe('several providers', () => {
  it('the next is asked where the one before certainly did not call, and never otherwise', async () => {
    const [first, second] = [scripted('first', 'not-now'), scripted('second')]
    expect(await made([first.provider, second.provider]).place(wanted)).toEqual({ fate: 'taken' })
    for (const fate of ['unknown', 'refused'] as const) {
      const [one, other] = [scripted('first', fate), scripted('second')]
      expect(await made([one.provider, other.provider]).place(wanted)).toMatchObject({ fate })
      expect(other.placed).toHaveLength(0)
    }
  })

  it('what was certainly not called may be asked for again; what may have been is listened to', async () => {
    const one = scripted('one', 'not-now')
    const calls = made([one.provider])
    expect(await calls.place(wanted)).toMatchObject({ fate: 'not-now' })
    expect(await story(calls)).toBeUndefined()
    await calls.place(wanted)
    expect(one.placed).toHaveLength(2)
    const unsure = scripted('unsure', 'unknown')
    const others = made([unsure.provider])
    await others.place(wanted)
    unsure.says({ what: 'ringing' })
    expect(await story(others)).toEqual(['1 ringing'])
  })
})

it('no more calls at the same time than the settings say, and none while it stops', async () => {
  const one = scripted()
  const calls = made([one.provider], 2)
  for (const id of ['a', 'b']) await calls.place({ ...wanted, id })
  expect(await calls.place({ ...wanted, id: 'c' })).toMatchObject({ fate: 'not-now', why: 'there are 2 calls already' })
  one.says({ what: 'busy' })
  expect(await calls.place({ ...wanted, id: 'c' })).toEqual({ fate: 'taken' })
  calls.close()
  expect(await calls.place({ ...wanted, id: 'd' })).toMatchObject({ fate: 'not-now' })
})
