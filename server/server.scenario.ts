import { randomBytes } from 'node:crypto'
import { CONTRACT_VERSION, type Input, type OperationName, operations, Problem, Secret, TOKEN_HEADER, VERSION_HEADER, View } from '@gatehouse/contract'
import * as v from 'valibot'
import type { Config, ListenConfig, MailConfig, SmsConfig } from './config/config.ts'
import { demoDirectory } from './directory/demo/demo-directory.ts'
import { derivedCodes } from './gates/codes.ts'
import { createLog } from '../groundwork/log/log.ts'
import { loadPolicy } from './policy/load.ts'
import type { Policy } from './policy/policy.ts'
import type { Directory } from './recovery/ports.ts'
import { startServer } from './server.ts'
import type { Store } from './store/database.ts'
import { surroundings } from './surroundings.ts'

/** Test material: the whole server over a real store, and a client that sends what it is told. */

export const codesKey = new Secret(randomBytes(32).toString('base64'))
export const config: Config = {
  listen: { host: '127.0.0.1', port: 0, proxies: [] },
  database: { folder: 'never opened: the store is handed in' },
  policyFile: '/nowhere/policy.yaml',
  codesKey,
  auditKeys: new Secret(randomBytes(32).toString('base64')),
  registrationKeys: new Secret(randomBytes(32).toString('base64')),
  company: { name: 'Example Corp', helpdesk: '4711', language: 'en', timeZone: 'Europe/Berlin' },
  directory: { kind: 'demo' },
  // Nobody listens there: codes are derived here, not read from a mail.
  mail: { host: '127.0.0.1', port: 1, tls: 'starttls', from: 'gatehouse@corp.example' },
  audit: { inLog: true },
  retention: { recoveriesDays: 90, auditDays: 730, registrationsDays: 30 },
  log: { level: 'info' },
}
const loaded = loadPolicy('version: 1\nworkflows: [{ name: Everybody, gates: [email-code], needed: 1 }]\n', 'policy.yaml')
if (!loaded.ok) throw new Error('the policy of the tests does not load')
export const { policy } = loaded

export type Answered = { status: number; token: string | null; view?: View; problem?: Problem; text: string; headers: Headers }
export type Running = Awaited<ReturnType<typeof running>>

export type Different = {
  directory?: Partial<Directory>
  mail?: MailConfig
  listen?: ListenConfig
  internal?: ListenConfig
  sms?: SmsConfig
  voice?: NonNullable<Config['voice']>
  policy?: Policy
  portal?: Config['portal']
  helpdeskMail?: string
  devices?: NonNullable<Config['devices']>
  /** Whether they count from one recovery to the next. */
  budgets?: boolean
}

/** A server on a store that outlives it. `directory`: what is different from the demo directory. */
export async function running(store: Store, { directory, mail = config.mail, budgets = false, listen, internal, sms, voice, portal, helpdeskMail, devices, policy: held = policy }: Different = {}) {
  const lines: string[] = []
  const ids: string[] = []
  let later = 0
  const demo = demoDirectory()
  const server = await startServer({ ...config, mail, ...(listen && { listen: { ...listen, proxies: [] } }), ...(internal && { internal }), ...(sms && { sms }), ...(voice && { voice }), ...(portal && { portal }), ...(devices && { devices }), company: { ...config.company, ...(helpdeskMail !== undefined && { helpdeskMail }) } }, held, {
    store,
    directory: { ...demo, ...directory },
    log: createLog('debug', (line) => void lines.push(line)),
    surroundings: { ...surroundings, now: () => Date.now() + later, id: () => { const id = surroundings.id(); ids.push(id); return id } },
  })

  /** Sends any body, with the token if there is one. */
  async function send(name: OperationName, token: string | null, body?: string, headers: Record<string, string> = {}): Promise<Answered> {
    // The same few people begin again and again here; what budgets do is tried in budgets.peer.test.ts.
    if (name === 'begin' && !budgets) await store.database.execute('delete from budgets')
    const { method, path } = operations[name]
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        [VERSION_HEADER]: String(CONTRACT_VERSION), ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }), ...headers,
      },
      ...(body !== undefined && { body }),
    })
    const text = await answer.text()
    const data: unknown = JSON.parse(text)
    const said = answer.ok ? (name === 'about' || name === 'branding' ? {} : { view: v.parse(View, data) }) : { problem: v.parse(Problem, data) }
    return { status: answer.status, token: answer.headers.get(TOKEN_HEADER), headers: answer.headers, text, ...said }
  }

  return {
    ...server, demo, lines, send,
    pass: (seconds: number) => { later += seconds * 1000 },
    /** The code of the newest recovery, as it would be in the mail. */
    code: (counter = 1) => derivedCodes(codesKey).derive({ recovery: ids.at(-1) ?? '', gate: 'email-code', counter, digits: 6 }).reveal(),
    call: <N extends OperationName>(name: N, token: string | null, input: Input<N>) =>
      send(name, token, operations[name].method === 'POST' ? JSON.stringify(input) : undefined),
    async begin(account: string) {
      const { token, view } = await this.call('begin', null, { account, language: 'en' })
      if (!token || !view) throw new Error('no recovery began')
      return { token, view }
    },
    /** Through the gate: at the choice. */
    async proven(account: string) {
      const { token, view } = await this.begin(account)
      const { view: choice } = await this.call('answer', token, { stepToken: view.stepToken, answer: this.code() })
      if (!choice) throw new Error('the code was not taken')
      return { token, view: choice }
    },
  }
}
