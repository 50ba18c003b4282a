import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dumpTables } from '../test/peers/dump.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { startVerify, type Verify } from '../test/peers/verify/verify.ts'
import { putEmptyDatabase } from '../test/world/empty-database.ts'
import { loadPolicy } from './policy/load.ts'
import { factsIn } from './policy-needs.ts'
import { type Answered, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'
import { openStore } from './store/open.ts'

// What of it is SQL is tried on both databases in store/recoveries.peer.test.ts.

describe('The whole server, with somebody else who makes, sends and judges the codes by SMS', () => {
  let folder: string
  let verify: Verify
  let store: Store
  let server: Running

  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's Verify")
    verify = await startVerify({ plain: true })
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-made-outside-'))
    await putEmptyDatabase(folder)
    store = await openStore({ folder })
    server = await start()
  })
  afterEach(async () => {
    verify.answerAfter(() => 0)
    await verify.misbehave(undefined)
  })
  afterAll(async () => {
    await server.close()
    await store.close()
    await verify.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(internal = false) {
    const { url, account, token, service } = verify
    const sms = { country: 'DE' as const, providers: [], maker: { kind: 'twilio-verify' as const, name: 'verify', url, service, signIn: { user: account, password: new Secret(token) }, codeDigits: 6, minutes: 10 } }
    const policy = loadPolicy('version: 1\nworkflows: [{ name: All, gates: [sms-code], needed: 1 }]\nsmsCode: { secondsBetweenMessages: 0 }\n', 'policy.yaml', factsIn({ sms }))
    if (!policy.ok) throw new Error('the policy of the test does not load')
    return running(store, { sms, policy: policy.policy, ...(internal && { internal: { host: '127.0.0.1', port: 0 } }) })
  }

  type At = { token: string; view: NonNullable<Answered['view']> }
  const numbers = { ada: '+491713920001', grace: '+491713920002', linus: '+491713920003' }
  /** At the gate, with the code that was sent; a number is used up by passing, so that the next one is another. */
  async function atTheGate(name: keyof typeof numbers) {
    const before = verify.messages().at(-1)
    const { token, view } = await server.begin(name)
    const sms = await verify.next({ to: numbers[name], after: before })
    await settled()
    return { token, view, sms }
  }
  /** Until every message's fate is on record: a fault of the maker would make it unknown. */
  async function settled() {
    const underWay = async () => (await store.database.execute("select 1 from messages where state in ('queued', 'sending')")).rows.length
    await expect.poll(underWay).toBe(0)
  }
  const answer = ({ token, view }: At, typed: string) => server.call('answer', token, { stepToken: view.stepToken, answer: typed })
  const otherThan = (code: string) => (code === '000000' ? '000001' : '000000')
  const judged = () => verify.asked().filter(({ what }) => what === 'judge')

  it('[F-07 S-19] lets in whoever they say is right; neither their code nor the number is kept or logged', async () => {
    const { sms, ...at } = await atTheGate('ada')
    expect(at.view.step).toMatchObject({ kind: 'code', way: 'sms', digits: 6, triesLeft: 3 })
    const wrong = await answer(at, otherThan(sms.code()))
    expect(wrong.view?.step).toMatchObject({ kind: 'code', error: 'code-wrong', triesLeft: 2 })
    const passed = await answer({ ...at, view: wrong.view ?? at.view }, sms.code())
    expect(passed.view?.step).toMatchObject({ kind: 'choice' })
    const traces = `${await dumpTables(store)}${server.lines.join('\n')}`
    expect(traces).toContain(sms.id)
    expect(traces).not.toContain(sms.code())
    expect(traces).not.toContain(numbers.ada.slice(-7))
  })

  it('[S-13] a code that was used is not taken in the next recovery', async () => {
    const first = await atTheGate('ada')
    expect((await answer(first, first.sms.code())).view?.step).toMatchObject({ kind: 'choice' })
    const second = await atTheGate('ada')
    expect(second.sms.id).not.toBe(first.sms.id)
    if (second.sms.code() !== first.sms.code()) expect((await answer(second, first.sms.code())).view?.step).toMatchObject({ error: 'code-wrong' })
  })

  it('[S-13] of two answers at once one wins, and they are asked once', async () => {
    const { sms, ...at } = await atTheGate('grace')
    verify.answerAfter(() => 100)
    const before = judged().length
    const both = await Promise.all([answer(at, sms.code()), answer(at, sms.code())])
    expect(both.map(({ view, problem }) => view?.step.kind ?? problem?.code).sort()).toEqual(['choice', 'step-used'])
    expect(judged().length - before).toBe(1)
  })

  it('a sign of life while they are asked loses nothing, and they are not asked a second time', async () => {
    const { sms, ...at } = await atTheGate('grace')
    verify.answerAfter(() => 300)
    const before = judged().length
    const answering = answer(at, sms.code())
    await expect.poll(() => judged().length, { interval: 5 }).toBe(before + 1)
    expect((await server.call('extend', at.token, {})).status).toBe(200)
    expect((await answering).view?.step).toMatchObject({ kind: 'choice' })
    expect(judged().length - before).toBe(1)
  })

  it('while they do not answer no try is lost, it is said that nobody could check, and afterwards the same code works', async () => {
    const { sms, ...at } = await atTheGate('grace')
    await verify.misbehave('503-page')
    const away = await answer(at, otherThan(sms.code()))
    expect(away.view?.step).toMatchObject({ kind: 'code', error: 'not-judged', triesLeft: 3 })
    await verify.misbehave(undefined)
    expect((await answer({ ...at, view: away.view ?? at.view }, sms.code())).view?.step).toMatchObject({ kind: 'choice' })
    expect(server.lines.filter((line) => line.includes('a code could not be judged')).join()).toContain('503')
  })

  it('[S-14] an approval that is lost on its way uses the code up; "Send again" brings one that works', async () => {
    const { sms, ...at } = await atTheGate('linus')
    await verify.misbehave('cut')
    const lost = await answer(at, sms.code())
    expect(lost.view?.step).toMatchObject({ error: 'not-judged', triesLeft: 3 })
    await verify.misbehave(undefined)
    const used = await answer({ ...at, view: lost.view ?? at.view }, sms.code())
    expect(used.view?.step).toMatchObject({ error: 'code-wrong', triesLeft: 2 })
    const again = await server.call('sendAgain', at.token, { stepToken: used.view?.stepToken ?? '' })
    const next = await verify.next({ to: numbers.linus, after: sms })
    await settled()
    expect((await answer({ ...at, view: again.view ?? at.view }, next.code())).view?.step).toMatchObject({ kind: 'choice' })
  })

  it('what is no code of theirs is asked of nobody', async () => {
    const at = await atTheGate('linus')
    const before = judged().length
    const wrong = await answer(at, '31415926')
    expect(wrong.view?.step).toMatchObject({ error: 'code-wrong', triesLeft: 2 })
    expect(judged().length).toBe(before)
  })

  it('"Send again" sends the code that works', async () => {
    const { sms, ...at } = await atTheGate('ada')
    const again = await server.call('sendAgain', at.token, { stepToken: at.view.stepToken })
    const second = await verify.next({ to: numbers.ada, after: sms })
    expect(second.code()).toBe(sms.code())
    await settled()
    expect((await answer({ ...at, view: again.view ?? at.view }, second.code())).view?.step).toMatchObject({ kind: 'choice' })
  })

  describe('[S-10] for a name that does not exist', () => {
    it('the same is shown; they are asked about nobody, and what was typed goes nowhere', async () => {
      const real = await atTheGate('linus')
      const nobody = await server.begin('nobody-of-that-name')
      const before = judged().length
      const answers = await Promise.all([answer(real, otherThan(real.sms.code())), answer(nobody, '271828')])
      const [one, other] = answers.map(({ view }) => ({ ...view, caseNumber: '', stepToken: '', idleIn: 0, endsIn: 0, mark: '', step: { ...view?.step, codeEndsIn: 0, againIn: 0 } }))
      expect(other).toEqual(one)
      const asked = judged().slice(before)
      expect(asked).toHaveLength(2)
      expect(asked.map(({ code }) => code)).not.toContain('271828')
      expect(verify.messages().every(({ to }) => Object.values(numbers).includes(to))).toBe(true)
    })

    it('while they do not answer, it is said as of anybody', async () => {
      await verify.misbehave('429')
      const nobody = await server.begin('nobody-of-that-name')
      expect((await answer(nobody, '271828')).view?.step).toMatchObject({ error: 'not-judged', triesLeft: 3 })
    })
  })

  it('a service whose codes have another length is down, and the log says both numbers', async () => {
    verify.codes.length = 4
    const second = await start(true)
    try {
      await expect.poll(() => second.lines.join('')).toContain('the service makes codes of 4 digits, and codeDigits of the settings is 6')
      const details: unknown = await (await fetch(`${second.internalUrl ?? ''}/v1/health/details`)).json()
      expect(details).toMatchObject({ parts: { sms: 'down' }, providers: [{ way: 'email' }, { way: 'sms', name: 'verify', state: 'down' }] })
      expect((await second.begin('nobody-of-that-name')).view.step).toMatchObject({ delivery: 'delayed' })
    } finally {
      verify.codes.length = 6
      await second.close()
    }
  })
})
