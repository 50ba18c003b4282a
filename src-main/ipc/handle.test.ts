import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { clientVerbs, operationNames, problem, Secret, type Result } from '@gatehouse/contract'
import { oddText } from '../../test/any-of.ts'
import { runs } from '../../test/soak.ts'
import { lines } from '../log/log.ts'
import { ipcHandle } from './handle.ts'
import { answerVerbs, type Verbs } from './verbs.ts'

type Handler = (event: IpcMainInvokeEvent, input: unknown) => Promise<Result<unknown>>

let channels: Map<string, Handler>
let logged: string[]
let asked: unknown[][]
let ours: boolean
let oursBefore: boolean
let carryOut: () => Promise<unknown>

const verbs: Verbs = {
  call: async (name, input) => {
    asked.push([name, input])
    await carryOut()
    return { ok: false, problem: problem('server-busy', 'SRV-1') }
  },
  machine: async () => ({ name: 'PC-4711', languages: ['en'], mode: 'kiosk' }),
  network: async () => ({ controller: 'reached' }),
  leave: async () => ({}),
  stay: async () => ({}),
}

beforeEach(() => {
  channels = new Map()
  logged = []
  asked = []
  ours = true
  oursBefore = false
  carryOut = () => Promise.resolve()
  const ipcMain = { handle: (channel: string, handler: Handler) => void channels.set(channel, handler) } as unknown as IpcMain
  answerVerbs(ipcHandle({ ipcMain, isOurs: () => ours, wasOurs: () => oursBefore, quote: () => 'OWN-1', log: lines((level, text) => logged.push(`${level} ${text}`)) }), verbs)
})

const send = (verb: string, input: unknown = {}) => channels.get(verb)?.({} as IpcMainInvokeEvent, input)

describe('a verb of the bridge', () => {
  test('is on a channel of its own name, every one of the contract and no other', () => {
    expect([...channels.keys()]).toEqual([...operationNames, ...Object.keys(clientVerbs)])
  })
  test('is carried out with what was sent, secrets wrapped as soon as they arrive', async () => {
    await send('answer', { stepToken: 's', answer: '418205' })
    expect(asked).toEqual([['answer', { stepToken: 's', answer: new Secret('418205') }]])
    expect(JSON.stringify(asked)).not.toContain('418205')
  })
  test("gives the problem of what it asked, as it is", async () => expect(await send('about')).toEqual({ ok: false, problem: problem('server-busy', 'SRV-1') }))
  test('of the client alone gives its answer', async () => {
    expect(await send('machine')).toEqual({ ok: true, value: { name: 'PC-4711', languages: ['en'], mode: 'kiosk' } })
  })
  test('that was on its way as its page was closed is not carried out, and no fault is logged', async () => {
    ours = false
    oursBefore = true
    expect(await send('begin', { account: 'ada', language: 'en' })).toMatchObject({ ok: false })
    expect([asked, logged]).toEqual([[], []])
  })
})

describe('[S-01] whoever asks otherwise is refused', () => {
  test('[S-01] a sender that is not our page: nothing is carried out, and the log says so', async () => {
    ours = false
    expect(await send('begin', { account: 'ada', language: 'en' })).toEqual({ ok: false, problem: problem('client-fault', 'OWN-1') })
    expect(asked).toEqual([])
    expect(logged).toEqual(['error stranger-refused verb="begin"'])
  })
  const wrong: [string, unknown][] = [['nothing', undefined], ['a wrong kind', { account: 5, language: 'en' }], ['text without end', { account: 'a'.repeat(10_000), language: 'en' }]]
  test.each(wrong)('[S-01] %s in place of an input', async (_what, input) => {
    expect(await send('begin', input)).toMatchObject({ ok: false, problem: { code: 'invalid-input', correlation: 'OWN-1' } })
    expect(asked).toEqual([])
  })
  test('[S-04] what was sent is not repeated in the refusal', async () => {
    const refused = await send('setPassword', { stepToken: 7, password: ['Hunter2-hunter2'] })
    expect(refused).toMatchObject({ problem: { mistakes: [{ where: 'stepToken' }, { where: 'password' }] } })
    expect(JSON.stringify(refused)).not.toContain('Hunter2')
  })
})

test('[S-04] an error of ours is a problem with a number; its words, which may quote what was typed, are not in the log', async () => {
  carryOut = () => Promise.reject(new TypeError('cannot read "Hunter2-hunter2"'))
  expect(await send('about')).toEqual({ ok: false, problem: problem('client-fault', 'OWN-1') })
  expect(logged).toEqual([expect.stringMatching(/^error verb-failed verb="about" correlation="OWN-1" kind="TypeError" at="at /)])
  expect(logged.join()).not.toContain('Hunter2')
})

test('[S-01] whatever a page sends, on whichever channel, it gets a result, and nothing that was sent is in the log', async () => {
  const fields = fc.dictionary(fc.constantFrom('stepToken', 'answer', 'password', 'account', 'language', 'mark', 'way', 'choice', 'effort', '__proto__'), fc.oneof(oddText, fc.anything()))
  const input = fc.oneof(fields, fc.anything({ withDate: true, withMap: true, withBigInt: true, withTypedArray: true }))
  await fc.assert(fc.asyncProperty(fc.constantFrom(...channels.keys()), input, async (verb, sent) => {
    expect(await send(verb, sent)).toHaveProperty('ok')
  }), { numRuns: runs(300) })
  expect(logged).toEqual([])
})
