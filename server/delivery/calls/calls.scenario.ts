import { Secret } from '@gatehouse/contract'
import { expect } from 'vitest'
import { policy } from '../../recovery/policy.scenario.ts'
import type { AuditEntry } from '../../recovery/audit.ts'
import type { CodeMessage } from '../../recovery/ports.ts'
import { world as recoveries } from '../../recovery/service.scenario.ts'
import { type CallFate, type HeardAt, type VoiceLine, VoiceProblem } from '../../voice/line.ts'
import type { Destination } from '../ports.ts'
import { callDelivery } from './deliver-call.ts'

export const NUMBER = '+491713920011'
const key = new Secret(Buffer.alloc(32, 5).toString('base64'))
const [everybody] = policy.workflows
export const rules = { ...policy, workflows: [{ ...(everybody ?? expect.fail('no workflow')), gates: ['phone-call' as const, 'email-code' as const] }] }

type Hears = HeardAt | ((keys: string) => HeardAt | Promise<HeardAt>) | 'lost' | 'away'

/** A voice process that does what the test wants, in no time; the real one is tried in call.peer.test.ts. */
export function world() {
  const w = recoveries({ held: rules })
  const [placed, verdicts, hungUp, rested, told, warned] = [[] as string[], [] as string[], [] as string[], [] as string[], [] as AuditEntry[], [] as string[]]
  const states = new Map<string, string>()
  let script: Hears[] = []
  /** What the test changes. */
  const held: { fate: CallFate; destination: Destination; down: boolean; allowed: boolean; auditAway: boolean } = { fate: { fate: 'taken' }, destination: { to: new Secret(NUMBER) }, down: false, allowed: true, auditAway: false }
  let keys = ''
  const voice: VoiceLine = {
    async place({ id, to }) { placed.push(`${id} ${to.reveal()}`); return held.fate },
    async heard(_, __, signal) {
      const next = script.shift()
      if (next === 'away') throw new VoiceProblem('no answer')
      if (next === 'lost') return 'lost'
      if (next) return [typeof next === 'function' ? await next(keys) : next]
      // Nothing more until somebody wants it to end.
      await new Promise<void>((done) => { if (signal?.aborted) done(); else signal?.addEventListener('abort', () => done()) })
      return []
    },
    async verdict(_, n, verdict) { verdicts.push(`${n} ${verdict}`) },
    async hangUp(id) { hungUp.push(id) },
    async check() { if (held.down) throw new VoiceProblem('down') },
    async close() {},
  }
  const state = ({ recovery, counter }: CodeMessage) => states.get(`${recovery}.${counter}`) ?? 'queued'
  const move = (message: CodeMessage, from: string, to: string) => {
    if (state(message) !== from) return false
    states.set(`${message.recovery}.${message.counter}`, to)
    return true
  }
  const log = { info: () => {}, warn: (fields: object) => void warned.push(JSON.stringify(fields)), error: (fields: object) => { throw new Error(JSON.stringify(fields)) } }
  const server = (hears: (what: string) => void = () => {}) => callDelivery({
    recoveries: w.store, hear: (...about) => { hears(about[2].what); return w.service.hear(...about) }, changes: w.changes, voice, company: 'Contoso', key, log, now: w.now,
    messages: {
      claim: async (message) => move(message, 'queued', 'sending'), release: async (message) => void move(message, 'sending', 'queued'),
      settle: async (message, to) => void move(message, 'sending', to), touch: async () => {},
      abandoned: async () => w.queued.filter((message) => state(message) === 'sending'),
    },
    destinationOf: async () => held.destination,
    pause: async (milliseconds) => w.pass(milliseconds / 1000),
    throttle: { send: async () => ({ allowed: held.allowed, undo: async () => {} }), rest: async (to, minutes) => void rested.push(`${to.reveal()} ${minutes}`) },
    audit: {
      async record(entries) {
        if (held.auditAway) throw new Error('the record is away')
        told.push(...entries)
      },
    },
  })
  return {
    ...w, w, server, placed, verdicts, hungUp, rested, told, warned, state,
    says: (next: Hears[]) => { script = next },
    held,
    async begun(account = 'ada') {
      const { token, view } = await w.begin(account)
      keys = view.step.kind === 'call' ? view.step.keys ?? '' : expect.fail('no call')
      const message = w.queued.at(-1) ?? expect.fail('no call is queued')
      return { token, view, message, call: async () => ((await w.service.read(token)).step) }
    },
  }
}

export const ringing: HeardAt = { n: 1, what: 'ringing' }
export const answered: HeardAt = { n: 2, what: 'answered' }
export const keyed = (n: number, text?: string) => (shown: string): HeardAt => ({ n, what: 'keys', keys: new Secret(text ?? shown) })
/** What is listened to goes on by itself. */
export const settled = () => new Promise((done) => setTimeout(done, 5))
