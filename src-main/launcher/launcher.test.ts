import { beforeEach, describe, expect, test } from 'vitest'
import { type Launcher, openLauncher } from './launcher.ts'

const handOver = '{"version":1,"policy":{},"machine":{}}\n'
let take: (text: string) => void
let close: () => void
let said: string[]
let waits: { after: number; over: () => void }[]
let ticks: (() => void)[]
let flushed: Promise<void>

beforeEach(() => {
  said = []
  waits = []
  ticks = []
  flushed = Promise.resolve()
})
const opened = () => openLauncher({
  pipe: {
    listen: (on, ended) => { take = (text) => on(Buffer.from(text)); close = ended },
    write: (text) => said.push(text),
    flushed: () => flushed,
  },
  wait: (after) => new Promise((over) => waits.push({ after, over })),
  everyFewSeconds: (tick) => { ticks.push(tick); return () => { ticks = ticks.filter((one) => one !== tick) } },
})
const pass = (milliseconds: number) => waits.filter(({ after }) => after === milliseconds).forEach(({ over }) => over())
async function withLauncher(): Promise<Launcher> {
  const by = opened()
  take(handOver)
  const got = await by
  if ('wrong' in got) throw new Error(got.wrong)
  return got.launcher
}
/** Whether it has ended for the client. */
function watched(launcher: Launcher): { broken: number } {
  const seen = { broken: 0 }
  launcher.onBroken(() => { seen.broken += 1 })
  return seen
}

describe('no launcher', () => {
  test.each<[string, () => void, RegExp]>([
    ['says nothing for two seconds', () => pass(2000), /nothing was handed over within two seconds/],
    ['closes at once', () => close(), /no pipe, or was closed at once/],
    ['ends in the middle of the line', () => { take('{"version":1,'); close() }, /closed at once/],
    ['says something else', () => take('GET / HTTP/1.1\n'), /is not JSON/],
    ['says more than 64 KiB', () => take('x'.repeat(64 * 1024 + 1)), /longer than 65536 bytes/],
    ['is of another version', () => take('{"version":9}\n'), /is of version 9/],
  ])('%s', async (_what, does, why) => {
    const by = opened()
    does()
    expect(await by).toEqual({ wrong: expect.stringMatching(why) as string })
    expect(said).toEqual([])
    expect(ticks).toEqual([])
  })
})

describe('the launcher', () => {
  test('hears that the first screen is there, that the client lives, and how it ended', async () => {
    const launcher = await withLauncher()
    ticks.forEach((tick) => tick())
    launcher.ready()
    ticks.forEach((tick) => tick())
    await launcher.end('done')
    expect(said.map((line) => JSON.parse(line) as unknown)).toEqual([{ said: 'alive' }, { said: 'ready' }, { said: 'alive' }, { said: 'done' }])
    expect(said.every((line) => line.endsWith('\n'))).toBe(true)
    expect(ticks).toEqual([])
  })
  test('that reads nothing keeps no client from ending', async () => {
    const launcher = await withLauncher()
    flushed = new Promise(() => {})
    const end = launcher.end('cancelled')
    pass(500)
    await end
  })
  test('is sent no line that is longer than it takes', async () => {
    const launcher = await withLauncher()
    launcher.event(3, 'x'.repeat(4000))
    launcher.event(3, 'ü'.repeat(2100))
    expect(said).toHaveLength(1)
  })
  test('answers one question with one proof', async () => {
    const launcher = await withLauncher()
    const asked = launcher.prove('nonce-1')
    expect(said).toEqual(['{"said":"prove","nonce":"nonce-1"}\n'])
    take('{"proof":"a.b.c"}\n')
    expect(await asked).toBe('a.b.c')
    const again = launcher.prove('nonce-2')
    pass(5000)
    expect(await again).toBeUndefined()
    // Its answer is late, and no offence.
    const seen = watched(launcher)
    take('{"proof":"d.e.f"}\n')
    expect(seen.broken).toBe(0)
    take('{"proof":"d.e.f"}\n')
    expect(seen.broken).toBe(1)
  })
})

describe('the client hears, once, that its launcher is none any more: it', () => {
  test.each<[string, () => void]>([
    ['goes', () => { close(); close() }],
    ['answers what nobody asked', () => take('{"proof":"a.b.c"}\n')],
    ['says what no launcher says', () => take('{"run":"cmd.exe"}\n')],
    ['says no JSON', () => take('\n')],
    ['says too much', () => take('x'.repeat(4097))],
  ])('%s', async (_what, does) => {
    const launcher = await withLauncher()
    const seen = watched(launcher)
    does()
    expect(seen.broken).toBe(1)
    expect(ticks).toEqual([])
    expect(await launcher.prove('n')).toBeUndefined()
  })
  test('at once where it was so before anybody listened; and who waits for a proof gets none', async () => {
    const launcher = await withLauncher()
    const asked = launcher.prove('nonce')
    close()
    expect(watched(launcher).broken).toBe(1)
    expect(await asked).toBeUndefined()
  })
})
