import { type Entrance, type PasswordReason, type Rule, Secret, type Workstation } from '@gatehouse/contract'
import { expect } from 'vitest'
import type { Policy } from '../policy/policy.ts'
import type { Spent } from '../throttle/throttle.ts'
import { throttleInMemory } from '../throttle/throttle.scenario.ts'
import type { Asked } from '../gates/asked.ts'
import type { JudgedOutside } from '../gates/gate.ts'
import { changesHere } from './changes.ts'
import { codes, gates, lockedAccount, START } from './machine.scenario.ts'
import { belongsNowhere, decoy, inForce, policy } from './policy.scenario.ts'
import { type AlarmMessage, type Became, type CodeMessage, type Directory, DirectoryProblem, type DirectoryProblemKind, type Message, type Judges, type NoticeMessage, type PasswordRules, type Recoveries, type Stored } from './ports.ts'
import type { Account } from './recovery.ts'
import { recoveryService } from './service.ts'

/** Test material: recoveries over a store and a directory that do what a test wants. */
// Store and directory are fakes here, for what the real ones cannot be made to do on demand: die between saving and changing,
// lose an answer, be overtaken. The real ones are tried in ../store, ../directory and test/e2e.

export type Fault = DirectoryProblemKind | 'lost-after-change' | 'process-dies'

const isCode = (message: Message): message is CodeMessage => 'gate' in message
const isAlarm = (message: Message): message is AlarmMessage => 'alarm' in message
const isNotice = (message: Message): message is NoticeMessage => 'notice' in message

/** @param differs a policy, where ada belongs, and the entrance, where the usual ones do not do */
export function world({ held = policy, belongs = belongsNowhere, entrance = 'workstation' }: { held?: Policy; belongs?: typeof belongsNowhere; entrance?: Entrance } = {}) {
  let now = START
  let count = 0
  let fault: Fault | undefined
  let refused: PasswordReason | undefined
  let account: Account | null = { ...lockedAccount }
  const asked: string[] = []
  /** Which controller each reading and each change was meant for. */
  const controllers: (string | undefined)[] = []
  const questions: object[] = []
  let arrived: boolean | undefined
  let judged: JudgedOutside | undefined
  let shown: Asked = ['first', 'second', 'third', 'fourth'].map((id) => ({ id, text: `The ${id} question` }))
  let became: Became | undefined
  const queued: CodeMessage[] = []
  const notices: NoticeMessage[] = []
  const alarms: AlarmMessage[] = []
  const stored = new Map<string, Stored>()
  const spent: Spent[] = []
  let overtaken: (() => void) | undefined
  let stopped = false

  const store: Recoveries = {
    async add(recovery, tokenHash, messages) { stored.set(tokenHash, { recovery, version: 1 }); queued.push(...messages.filter(isCode)); notices.push(...messages.filter(isNotice)) },
    async byToken(tokenHash) { return stored.get(tokenHash) },
    async byId(id) { return [...stored.values()].find(({ recovery }) => recovery.id === id) },
    async save(from, to, messages) {
      overtaken?.()
      overtaken = undefined
      const [hash, present] = [...stored].find(([, { recovery }]) => recovery.id === to.id) ?? expect.fail('never added')
      if (present.version !== from.version) return false
      stored.set(hash, { recovery: to, version: from.version + 1 })
      queued.push(...messages.filter(isCode))
      notices.push(...messages.filter(isNotice))
      alarms.push(...messages.filter(isAlarm))
      return true
    },
  }

  const change = (what: string, effect: () => void) => async (at: string | undefined) => {
    asked.push(what)
    controllers.push(at)
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
    find: async (typed) => read('find', () => (typed === 'ada' || typed === 'ada.lovelace@corp.example' ? 'guid-of-ada' : undefined))(),
    ...belongs, ofSid: async () => undefined,
    account: async (_, at) => {
      controllers.push(at)
      return read('account', () => account)()
    },
    passwordRules: read('rules', (): Rule[] => [{ rule: 'min-length', checked: 'typing', length: 12 }]),
    privateMail: read('mail', () => 'ada@home.example'),
    ownMail: read('own mail', () => 'ada@corp.example'),
    ownMailboxes: read('own mailboxes', () => ['ada@corp.example']),
    privateNumber: read('number', () => '+49 171 3920011'),
    unlock: (_, at) => change('unlock', () => { if (account) account = { ...account, locked: false } })(at),
    setPassword: (_, __, at) => change('set', () => { if (account) account = { ...account, locked: false, passwordMark: '2' } })(at),
    arrived: async (_, choice, at, workstation) => {
      questions.push({ choice, at, workstation })
      return read('arrived', () => arrived)()
    },
    became: async (_, sent) => {
      questions.push(sent)
      return became
    },
    check: async () => {},
    close: async () => {},
  }
  const passwords: PasswordRules = {
    shown: () => [{ rule: 'not-listed', checked: 'setting' }],
    judge: async () => { asked.push('judge'); return refused },
  }
  // Who keeps the answers, and takes their time.
  const judges: Judges = {
    asked: async () => shown,
    judge: async (_, __, answer) => judged ?? (answer !== undefined && 'every' in answer && answer.every((one) => one.reveal() === 'right') ? 'right' : 'wrong'),
  }
  const changes = changesHere()
  const service = recoveryService({
    passwords, judges, changes, store: changes.watched(store), directory, isStopped: async () => { asked.push('stopped'); return stopped }, gates, decoy, policy: () => inForce(held, belongs), throttle: throttleInMemory(() => now, (what) => spent.push(what)),
    surroundings: { now: () => now, token: () => `token-${++count}`, id: () => `id-${++count}`, caseNumber: () => '7K4P-29QX' },
  })
  const codeFor = ({ recovery, gate, counter }: CodeMessage) => codes.derive({ recovery, gate, counter, digits: 6 })

  return {
    service, store: changes.watched(store), changes, asked, controllers, questions, queued, notices, alarms, codeFor, spent,
    /** What is found of answers that a gate does not judge itself, in place of what they are. */
    set judged(next: JudgedOutside | undefined) { judged = next },
    set shown(next: Asked) { shown = next },
    /** Nothing that the person has registered counts any more; nobody has told the recovery. */
    set stopped(next: boolean) { stopped = next },
    /** Just before the next saving. */
    meanwhile: (work: () => void) => { overtaken = work },
    set arrived(next: boolean | undefined) { arrived = next },
    /** What the directory has heard of a lost change. */
    set became(next: Became | undefined) { became = next },
    set fault(next: Fault | undefined) { fault = next },
    /** Our own rules from now on. */
    set refused(next: PasswordReason | undefined) { refused = next },
    set account(next: Account | null) { account = next },
    now: () => now,
    stored: async (id: string) => (await store.byId(id))?.recovery,
    pass: (seconds: number) => { now += seconds * 1000 },
    /** From the next saving on, that much later. */
    standStill: (seconds: number) => { overtaken = () => { now += seconds * 1000 } },
    /** Just before the next save, somebody else's comes first. @param theirs the step that follows; null: a mere sign of life */
    overtake: (theirs: string | null = 'theirs') => { overtaken = () => { for (const [hash, { recovery, version }] of stored) stored.set(hash, { recovery: { ...recovery, stepToken: theirs ?? recovery.stepToken }, version: version + 1 }) } },
    async begin(account = 'ada', workstation: Workstation = {}) {
      const begun = await service.begin({ account, language: 'en', ...workstation }, { entrance, address: '192.0.2.7' })
      return { token: new Secret(begun.token), view: begun.view }
    },
    async throughTheGate(workstation?: Workstation) {
      const { token, view } = await this.begin('ada', workstation)
      const code = this.codeFor(queued.at(-1) ?? expect.fail('nothing queued'))
      return { token, view: await service.answer(token, { stepToken: view.stepToken, answer: code }) }
    },
    async atNewPassword() {
      const { token, view } = await this.throughTheGate()
      return { token, view: await service.choose(token, { stepToken: view.stepToken, choice: 'set-password' }) }
    },
  }
}
