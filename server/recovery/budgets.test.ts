import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { MustWait } from '../throttle/must-wait.ts'
import { world } from './service.scenario.ts'

type World = ReturnType<typeof world>

const MINUTE = 60
const HOME = '192.0.2.7'
const ELSEWHERE = ['198.51.100.1', '198.51.100.2', '2001:db8:0:1::1'] as const

async function begin(w: World, account: string, address: string) {
  const { token, view } = await w.service.begin({ account, language: 'en' }, { entrance: 'workstation', address })
  return { token: new Secret(token), view, code: w.codeFor(w.queued.at(-1) ?? expect.fail('nothing queued')) }
}

/** What became of it, in words that can be compared. */
const said = (what: Promise<{ step: { kind: string; error?: string | undefined } }>) =>
  what.then(({ step }) => `${step.kind}${step.error ? ` ${step.error}` : ''}`, (error: unknown) => {
    if (error instanceof MustWait) return `${error.code} ${error.seconds}`
    throw error
  })

/** So many wrong answers in one account's name, three in each recovery; the budget of messages is given time. */
async function guess(w: World, account: string, address: string, times: number): Promise<string[]> {
  const heard: string[] = []
  while (heard.length < times) {
    w.pass(11 * MINUTE)
    const begun = await begin(w, account, address).catch((error: unknown) => {
      if (error instanceof MustWait) return error
      throw error
    })
    if (begun instanceof MustWait) {
      heard.push(`${begun.code} ${begun.seconds}`)
      w.pass(begun.seconds)
      continue
    }
    let { stepToken } = begun.view
    for (let tried = 0; tried < 3 && heard.length < times; tried++) {
      const answer = w.service.answer(begun.token, { stepToken, answer: new Secret('000000') })
      heard.push(await said(answer.then((view) => { ({ stepToken } = view); return view })))
    }
  }
  return heard
}

async function letIn(w: World, account: string, address: string) {
  w.pass(11 * MINUTE)
  const { token, view, code } = await begin(w, account, address)
  return said(w.service.answer(token, { stepToken: view.stepToken, answer: code }))
}

describe('[S-11 F-16] wrong answers', () => {
  it('of strangers, wherever they are, close the account to all strangers, right answers included, for a while', async () => {
    const w = world()
    const { token, view, code } = await begin(w, 'ada', ELSEWHERE[0])
    const begun = await begin(w, 'ada', ELSEWHERE[1])
    let { stepToken } = begun.view
    for (let tried = 0; tried < 3; tried++) ({ stepToken } = await w.service.answer(begun.token, { stepToken, answer: new Secret('000000') }))
    let mine = view.stepToken
    for (let tried = 0; tried < 2; tried++) ({ stepToken: mine } = await w.service.answer(token, { stepToken: mine, answer: new Secret('000000') }))
    expect(await said(w.service.answer(token, { stepToken: mine, answer: new Secret('000000') }))).toBe('ended')
    for (const address of ELSEWHERE) await expect(begin(w, 'ada', address)).rejects.toMatchObject({ code: 'too-many-tries', seconds: 60 })
    expect(code.reveal()).toHaveLength(6)
  })

  it('a right answer that comes when the budget is spent is not taken, and is when the wait is over', async () => {
    const w = world()
    await guess(w, 'ada', ELSEWHERE[0], 3)
    w.pass(11 * MINUTE)
    const { token, view, code } = await begin(w, 'ada', ELSEWHERE[1])
    const other = await begin(w, 'ada', ELSEWHERE[2])
    let { stepToken } = other.view
    for (let tried = 0; tried < 3; tried++) ({ stepToken } = await w.service.answer(other.token, { stepToken, answer: new Secret('000000') }))
    expect(await said(w.service.answer(token, { stepToken: view.stepToken, answer: code }))).toBe('too-many-tries 60')
    w.pass(61)
    expect(await said(w.service.answer(token, { stepToken: view.stepToken, answer: code })), 'no recovery ends another or voids its code').toBe('choice')
  })

  it('make waits that double, to an hour at most', async () => {
    const w = world()
    await guess(w, 'ada', ELSEWHERE[0], 5)
    const waits: string[] = []
    for (let round = 0; round < 8; round++) {
      w.pass(61 * MINUTE)
      const { token, view } = await begin(w, 'ada', HOME)
      await w.service.answer(token, { stepToken: view.stepToken, answer: new Secret('000000') })
      waits.push(await said(begin(w, 'ada', HOME).then(({ view: next }) => next)))
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600].map((seconds) => `too-many-tries ${seconds}`))
  })

  it('of strangers close nothing where the person was let in before; there they have a budget of their own', async () => {
    const w = world()
    expect(await letIn(w, 'ada', HOME)).toBe('choice')
    await guess(w, 'ada', ELSEWHERE[0], 6)
    await expect(begin(w, 'ada', ELSEWHERE[1])).rejects.toMatchObject({ code: 'too-many-tries' })
    expect(await letIn(w, 'ada', HOME)).toBe('choice')
    expect(await guess(w, 'ada', HOME, 7)).toEqual(['code code-wrong', 'code code-wrong', 'ended', 'code code-wrong', 'code code-wrong', 'ended', 'code code-wrong'])
  })

  it('[S-10] bring the same waits, by words and seconds, whether the account exists or not', async () => {
    const [w, decoys] = [world(), world()]
    const heard = await guess(w, 'ada', ELSEWHERE[0], 40)
    expect(heard).toContain('code code-wrong')
    expect(await guess(decoys, 'nobody', ELSEWHERE[0], 40)).toEqual(heard)
    for (const typed of ['ada', 'nobody']) {
      const v = typed === 'ada' ? w : decoys
      expect(await said(begin(v, `CORP\\${typed.toUpperCase()}`, HOME).then(({ view }) => view))).toBe(await said(begin(v, `${typed}@corp.example`, HOME).then(({ view }) => view)))
    }
  })

  it('[S-10] under another name of the same account count for it, and show nothing: even a right code is simply wrong', async () => {
    const w = world()
    for (let round = 0; round < 2; round++) {
      const { token, view } = await begin(w, 'ada', ELSEWHERE[round] ?? HOME)
      let { stepToken } = view
      for (let tried = 0; tried < 3; tried++) ({ stepToken } = await w.service.answer(token, { stepToken, answer: new Secret('000000') }))
    }
    const { token, view, code } = await begin(w, 'ada.lovelace@corp.example', HOME)
    const heard = await w.service.answer(token, { stepToken: view.stepToken, answer: code })
    expect(heard.step).toMatchObject({ kind: 'code', error: 'code-wrong', triesLeft: 2 })
    w.pass(61)
    expect(await said(w.service.answer(token, { stepToken: heard.stepToken, answer: code }))).toBe('choice')
  })

  it('a hundred in a row at one gate, from known and unknown sources, make the gate wait, for everybody', async () => {
    const w = world()
    await letIn(w, 'ada', HOME)
    let wrong = 0
    for (let round = 0; wrong < 100; round++) {
      // A day later the account's own budgets are forgotten; what is in a row is not.
      w.pass(25 * 60 * MINUTE)
      wrong += (await guess(w, 'ada', round % 2 ? HOME : ELSEWHERE[0], Math.min(3, 100 - wrong))).length
    }
    for (const address of [HOME, ELSEWHERE[1]]) await expect(begin(w, 'ada', address)).rejects.toMatchObject({ code: 'too-many-tries', seconds: 3600 })
    w.pass(3600)
    expect(await letIn(w, 'ada', HOME)).toBe('choice')
    expect(await letIn(w, 'ada', ELSEWHERE[1])).toBe('choice')
  })

  it('that were not compared cost nothing', async () => {
    const w = world()
    for (let round = 0; round < 10; round++) {
      w.pass(11 * MINUTE)
      const { token, view } = await begin(w, 'ada', HOME)
      for (let passed = 0; passed < 2; passed++) { w.pass(170); await w.service.extend(token) }
      expect(await said(w.service.answer(token, { stepToken: view.stepToken, answer: new Secret('000000') }))).toBe('code code-expired')
    }
    expect(w.spent).toEqual([])
  })

  it('each wait is told once, however often it is met', async () => {
    const w = world()
    await guess(w, 'ada', ELSEWHERE[0], 6)
    for (let again = 0; again < 5; again++) await expect(begin(w, 'ada', HOME)).rejects.toThrow(MustWait)
    expect(w.spent).toEqual([{ budget: 'account', seconds: 60 }])
  })
})

describe('[S-11] names', () => {
  it('can be tried sixty times in ten minutes from one address, and from no other of its IPv6 network', async () => {
    const w = world()
    for (let name = 0; name < 60; name++) await begin(w, `somebody-${name}`, '2001:db8:0:1::1')
    await expect(begin(w, 'ada', '2001:db8:0:1:ffff::2')).rejects.toMatchObject({ code: 'too-many-tries', seconds: 600 })
    await begin(w, 'ada', '2001:db8:0:2::1')
    expect(w.asked.filter((what) => what === 'find'), 'who must wait costs the directory nothing').toHaveLength(61)
    w.pass(600)
    await begin(w, 'ada', '2001:db8:0:1::1')
  })

  it('who comes through the gates takes nothing from the others behind the same address', async () => {
    const w = world()
    for (let person = 0; person < 100; person++) expect(await letIn(w, 'ada', HOME)).toBe('choice')
    for (let name = 0; name < 60; name++) await begin(w, `somebody-${name}`, HOME)
    await expect(begin(w, 'grace', HOME)).rejects.toThrow(MustWait)
  })
})

describe('[S-12] messages in one name', () => {
  it('are two in ten minutes for strangers and a third for known sources, over all recoveries', async () => {
    const w = world()
    await letIn(w, 'ada', HOME)
    w.pass(11 * MINUTE)
    const { token, view } = await begin(w, 'ada', ELSEWHERE[0])
    w.pass(31)
    const again = await w.service.sendAgain(token, { stepToken: view.stepToken })
    await expect(begin(w, 'ada', ELSEWHERE[1])).rejects.toMatchObject({ code: 'too-many-messages', seconds: 600 })
    w.pass(31)
    await expect(w.service.sendAgain(token, { stepToken: again.stepToken })).rejects.toMatchObject({ code: 'too-many-messages', seconds: 569 })
    await begin(w, 'ada', HOME)
    await expect(begin(w, 'ada', HOME)).rejects.toMatchObject({ code: 'too-many-messages' })
    expect(w.queued).toHaveLength(4)
    w.pass(600)
    await begin(w, 'ada', ELSEWHERE[1])
  })

  it('[S-10] are as many for a name that nobody has', async () => {
    for (const name of ['ada', 'nobody']) {
      const w = world()
      for (let message = 0; message < 2; message++) await begin(w, name, ELSEWHERE[message] ?? HOME)
      await expect(begin(w, name, HOME), name).rejects.toMatchObject({ code: 'too-many-messages', seconds: 600 })
    }
  })
})
