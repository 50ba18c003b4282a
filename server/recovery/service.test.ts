import { type Rule, Secret, type View } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { codes, gates, lockedAccount, START, terms } from './machine.scenario.ts'
import { type CodeMessage, type Directory, DirectoryProblem, type DirectoryProblemKind, type Recoveries, type Stored } from './ports.ts'
import type { Account } from './recovery.ts'
import { RecoveryRefusal, recoveryService } from './service.ts'

// Store and directory are fakes here, for what the real ones cannot be made to do on demand: die between saving and changing,
// lose an answer, be overtaken. The real ones are tried in ../store, ../directory and test/e2e.

type Fault = DirectoryProblemKind | 'lost-after-change' | 'process-dies'

function world() {
  let now = START
  let count = 0
  let fault: Fault | undefined
  let account: Account | null = { ...lockedAccount }
  const asked: string[] = []
  const queued: CodeMessage[] = []
  const stored = new Map<string, Stored>()
  let overtaken: (() => void) | undefined

  const store: Recoveries = {
    async add(recovery, tokenHash, messages) { stored.set(tokenHash, { recovery, version: 1 }); queued.push(...messages) },
    async byToken(tokenHash) { return stored.get(tokenHash) },
    async byId(id) { return [...stored.values()].find(({ recovery }) => recovery.id === id) },
    async save(from, to, messages) {
      overtaken?.()
      overtaken = undefined
      const [hash, present] = [...stored].find(([, { recovery }]) => recovery.id === to.id) ?? expect.fail('never added')
      if (present.version !== from.version) return false
      stored.set(hash, { recovery: to, version: from.version + 1 })
      queued.push(...messages)
      return true
    },
  }

  const change = (what: string, effect: () => void) => async () => {
    asked.push(what)
    if (fault === 'process-dies') throw new Error('the process died')
    if (fault && fault !== 'lost-after-change') throw new DirectoryProblem(fault, 'as the test wants')
    effect()
    if (fault === 'lost-after-change') throw new DirectoryProblem('lost', 'as the test wants')
  }
  const read = <T>(what: string, answer: () => T) => async () => {
    asked.push(what)
    if (fault === 'unreachable') throw new DirectoryProblem('unreachable', 'as the test wants')
    return answer()
  }
  const directory: Directory = {
    demo: undefined,
    find: async (typed) => read('find', () => (typed === 'ada' ? 'guid-of-ada' : undefined))(),
    account: read('account', () => account),
    passwordRules: read('rules', (): Rule[] => [{ rule: 'min-length', checked: 'typing', length: 12 }]),
    privateMail: read('mail', () => 'ada@home.example'),
    unlock: change('unlock', () => { if (account) account = { ...account, locked: false } }),
    setPassword: change('set', () => { if (account) account = { ...account, locked: false, passwordMark: '2' } }),
    check: async () => {},
    close: async () => {},
  }
  const service = recoveryService({
    store, directory, gates, terms: () => terms,
    surroundings: { now: () => now, token: () => `token-${++count}`, id: () => `id-${++count}`, caseNumber: () => '7K4P-29QX' },
  })
  const codeFor = ({ recovery, gate, counter }: CodeMessage) => codes.derive({ recovery, gate, counter, digits: 6 })

  return {
    service, asked, queued, codeFor,
    set fault(next: Fault | undefined) { fault = next },
    set account(next: Account | null) { account = next },
    pass: (seconds: number) => { now += seconds * 1000 },
    /** From the next saving on, that much later. */
    standStill: (seconds: number) => { overtaken = () => { now += seconds * 1000 } },
    /** Just before the next save, somebody else's comes first. */
    overtake: () => { overtaken = () => { for (const [hash, { recovery, version }] of stored) stored.set(hash, { recovery: { ...recovery, stepToken: 'theirs' }, version: version + 1 }) } },
    async begin(account = 'ada') {
      const begun = await service.begin({ account, language: 'en' }, { entrance: 'workstation', address: '192.0.2.7' })
      return { token: new Secret(begun.token), view: begun.view }
    },
    async throughTheGate() {
      const { token, view } = await this.begin()
      const code = this.codeFor(queued.at(-1) ?? expect.fail('nothing queued'))
      return { token, view: await service.answer(token, { stepToken: view.stepToken, answer: code }) }
    },
    async atNewPassword() {
      const { token, view } = await this.throughTheGate()
      return { token, view: await service.choose(token, { stepToken: view.stepToken, choice: 'set-password' }) }
    },
  }
}

const password = new Secret('correct horse battery')
const kinds = (view: View) => view.step

describe('a recovery and its directory', () => {
  it('[F-03] an unlock is done when the directory has confirmed it', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    const done = await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    expect(kinds(done)).toEqual({ kind: 'done', choice: 'unlock' })
    expect(w.asked.filter((what) => what === 'unlock')).toHaveLength(1)
  })

  it('an unlock that the directory does not confirm is not called done', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'not-confirmed'
    const after = await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    expect(kinds(after)).toMatchObject({ kind: 'choice', error: 'not-carried-out' })
  })

  it('a refused password comes back to its field with the rules', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'password-refused'
    const after = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(after)).toMatchObject({ kind: 'new-password', error: 'password-refused', rules: [{ length: 12 }] })
    w.fault = undefined
    const done = await w.service.setPassword(token, { stepToken: after.stepToken, password })
    expect(kinds(done)).toEqual({ kind: 'done', choice: 'set-password' })
  })

  it('a directory that is away after the right code loses nothing', async () => {
    const w = world()
    const { token, view } = await w.begin()
    w.fault = 'unreachable'
    const code = w.codeFor(w.queued[0] ?? expect.fail('nothing queued'))
    await expect(w.service.answer(token, { stepToken: view.stepToken, answer: code })).rejects.toMatchObject({ kind: 'unreachable' })
    w.fault = undefined
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'choice', locked: true })
  })

  it('an account that goes away ends it with a word to the helpdesk', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.account = null
    expect(kinds(await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' }))).toEqual({ kind: 'ended', reason: 'unclear' })
  })
})

describe('[S-14] when the answer of the directory is lost', () => {
  it('a password that arrived is reported as set', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost-after-change'
    const working = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(working)).toEqual({ kind: 'working', choice: 'set-password' })
    w.fault = undefined
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'set-password' })
    expect(w.asked.filter((what) => what === 'set')).toHaveLength(1)
  })

  it('a password that did not arrive is typed again, once it can no longer arrive', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = undefined
    expect(kinds(await w.service.read(token)), 'the domain controller may still be at it').toMatchObject({ kind: 'working' })
    w.pass(61)
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'new-password', error: 'not-carried-out' })
  })

  it('a password that arrives late is reported as set', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = undefined
    await w.service.read(token)
    w.account = { ...lockedAccount, passwordMark: 'arrived' }
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'set-password' })
  })

  it('what nobody could find out in time is called unclear, not guessed', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = 'unreachable'
    w.pass(15 * 60)
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'ended', reason: 'unclear' })
  })

  it('an unlock whose answer was lost is not called undone because the directory is away', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'lost-after-change'
    await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    w.fault = 'unreachable'
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'working' })
    w.fault = undefined
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'unlock' })
    expect(w.asked.filter((what) => what === 'unlock'), 'it was unlocked already').toHaveLength(1)
  })

  it('a process that stood still leaves what it had begun: somebody may have moved on', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.standStill(6)
    const after = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(after)).toMatchObject({ kind: 'new-password', error: 'not-carried-out' })
    expect(w.asked).not.toContain('set')
  })

  it('nobody guesses while the directory stays away', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = 'unreachable'
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'working' })
  })

  it('an unlock is finished at the next reading, also by another process after a crash', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'process-dies'
    await expect(w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })).rejects.toThrow('died')
    w.fault = undefined
    expect(kinds(await w.service.read(token)), 'it may still be under way').toMatchObject({ kind: 'working' })
    w.pass(21)
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'unlock' })
  })
})

describe('[S-13] two at once', () => {
  it('the slower answer is told that the step is used', async () => {
    const w = world()
    const { token, view } = await w.begin()
    w.overtake()
    const code = w.codeFor(w.queued[0] ?? expect.fail('nothing queued'))
    await expect(w.service.answer(token, { stepToken: view.stepToken, answer: code })).rejects.toThrow(new RecoveryRefusal('step-used'))
  })

  it('a token that nobody was given belongs to no recovery', async () => {
    await expect(world().service.read(new Secret('guess'))).rejects.toThrow(new RecoveryRefusal('unknown-recovery'))
  })
})

describe('[S-10] an account that does not exist', () => {
  it('asks the directory for its name and for nothing else, like a real one, and a message is queued', async () => {
    const w = world()
    const decoy = await w.begin('nobody')
    await w.service.answer(decoy.token, { stepToken: decoy.view.stepToken, answer: w.codeFor(w.queued[0] ?? expect.fail('nothing queued')) })
    expect(w.asked).toEqual(['find'])
    const real = world()
    const ada = await real.begin('ada')
    await real.service.answer(ada.token, { stepToken: ada.view.stepToken, answer: new Secret('000000') })
    expect(real.asked).toEqual(['find'])
    expect(real.queued).toHaveLength(w.queued.length)
  })
})
