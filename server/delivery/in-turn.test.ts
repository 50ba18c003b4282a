import { describe, expect, it } from 'vitest'
import { inTurn } from './in-turn.ts'
import type { Fate } from './ports.ts'

function world(...fates: Fate[]) {
  const asked: number[] = []
  const lines: object[] = []
  const providers = fates.map((fate, index) => ({ name: `provider ${index}`, send: async () => { asked.push(index); return fate } }))
  const say = (fields: object) => void lines.push(fields)
  return { send: inTurn(providers, { info: say, warn: say, error: say }), asked, lines }
}
const sent: Fate = { fate: 'sent' }
const failing = (fate: 'not-now' | 'refused' | 'unknown'): Fate => ({ fate, why: 'because' })

describe('[S-14] of several providers', () => {
  it.each<[string, Fate[], Fate['fate'], number[]]>([
    ['the first one that takes it is the last one asked', [sent, sent], 'sent', [0]],
    ['the second is asked where the first does not take it now', [failing('not-now'), sent], 'sent', [0, 1]],
    ['the second is asked where the first refuses it', [failing('refused'), sent], 'sent', [0, 1]],
    ['nobody is asked after one whose fate is unknown', [failing('unknown'), sent], 'unknown', [0]],
    ['nor after a second whose fate is unknown', [failing('not-now'), failing('unknown'), sent], 'unknown', [0, 1]],
    ['it is tried again while one may yet take it', [failing('refused'), failing('not-now')], 'not-now', [0, 1]],
    ['it is over when all refused', [failing('refused'), failing('refused')], 'refused', [0, 1]],
  ])('%s', async (_, fates, fate, asked) => {
    const w = world(...fates)
    expect(await w.send({})).toMatchObject({ fate })
    expect(w.asked).toEqual(asked)
  })

  it('one that is known to be down is asked last', async () => {
    const asked: string[] = []
    const say = () => {}
    const named = (name: string) => ({ name, send: async (): Promise<Fate> => { asked.push(name); return { fate: 'not-now', why: 'x' } } })
    await inTurn(['a', 'b', 'c'].map(named), { info: say, warn: say, error: say }, (name) => name === 'a')({})
    expect(asked).toEqual(['b', 'c', 'a'])
  })

  it('each that failed is named in the log and in the end', async () => {
    const w = world(failing('refused'), failing('not-now'))
    expect(await w.send({})).toEqual({ fate: 'not-now', why: 'provider 0: because; provider 1: because' })
    expect(w.lines).toMatchObject([{ provider: 'provider 0', fate: 'refused' }, { provider: 'provider 1', fate: 'not-now' }])
  })
})
