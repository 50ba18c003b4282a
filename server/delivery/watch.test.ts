import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Watch, watch } from './watch.ts'

const down = new Set<string>()
let watched: Watch
const lines: unknown[][] = []
const say = (...line: unknown[]) => void lines.push(line)
const provider = (way: 'email' | 'sms', name: string) =>
  ({ way, name, check: () => (down.has(name) ? Promise.reject(new Error('nobody answers')) : Promise.resolve()) })
const later = () => vi.advanceTimersByTimeAsync(15_000)

beforeEach(() => {
  vi.useFakeTimers()
  down.clear()
  lines.length = 0
  watched = watch([provider('email', 'mail1'), provider('email', 'mail2'), provider('sms', 'sms1')], { info: say, warn: say, error: say })
})
afterEach(() => {
  watched.stop()
  vi.useRealTimers()
})

describe('[S-10] what people are told of a way while they wait', () => {
  it('rests on looks at its providers alone, at set times', async () => {
    expect([watched.isDelayed('email'), watched.isDelayed('sms')]).toEqual([false, false])
    down.add('sms1')
    expect(watched.isDelayed('sms')).toBe(false)
    await later()
    expect([watched.isDelayed('email'), watched.isDelayed('sms')]).toEqual([false, true])
    down.clear()
    await later()
    expect(watched.isDelayed('sms')).toBe(false)
  })

  it('is bad only when no provider of the way answers', async () => {
    down.add('mail1')
    await later()
    expect(watched.isDelayed('email')).toBe(false)
    expect(watched.isDown('mail1')).toBe(true)
    down.add('mail2')
    await later()
    expect(watched.isDelayed('email')).toBe(true)
  })

  it('no code waits for who carries notices alone', async () => {
    watched.stop()
    watched = watch([provider('sms', 'maker'), { ...provider('sms', 'carrier'), codes: false }], { info: say, warn: say, error: say })
    down.add('carrier')
    await later()
    expect([watched.isDelayed('sms'), watched.isDown('carrier')]).toEqual([false, true])
    down.add('maker')
    down.delete('carrier')
    await later()
    expect([watched.isDelayed('sms'), watched.isDown('carrier')]).toEqual([true, false])
  })

  it('a provider that hangs is down, and a way without one is not', async () => {
    watched.stop()
    watched = watch([{ way: 'email', name: 'hangs', check: () => new Promise(() => {}) }], { info: say, warn: say, error: say })
    await vi.advanceTimersByTimeAsync(5001)
    expect([watched.isDelayed('email'), watched.isDelayed('sms')]).toEqual([true, false])
  })
})

it('a change is said once, with why; each state can be asked for', async () => {
  down.add('mail1')
  await later()
  await later()
  down.clear()
  await later()
  expect(lines).toEqual([
    [{ way: 'email', provider: 'mail1', why: 'nobody answers' }, 'provider down'],
    [{ way: 'email', provider: 'mail1' }, 'provider up again'],
  ])
  expect(watched.states()).toMatchObject([{ way: 'email', name: 'mail1', state: 'up' }, { way: 'email', name: 'mail2', state: 'up' }, { way: 'sms', name: 'sms1', state: 'up' }])
})
