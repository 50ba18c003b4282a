import { readFileSync } from 'node:fs'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { badLine, type BadLine } from '../test/peers/directory/bad-line.ts'
import { corpDirectory, noDomain, sambaVersion } from '../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { postgresMissing } from '../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../test/peers/postgres/postgres.ts'
import { type Domain, startDomain } from '../test/peers/samba/domain.ts'
import { type Smtp, startSmtp } from '../test/peers/smtp/smtp.ts'
import { type Running, running } from './server.scenario.ts'
import { type Store } from './store/database.ts'
import { openStore } from './store/open.ts'

const NEW = 'Brand-New-Lantern-1'
const Rows = v.array(v.object({ entry: v.object({ kind: v.string(), outcome: v.optional(v.string()), reason: v.optional(v.string()) }) }))
const FIFTEEN_MINUTES = 15 * 60

// A server on a real database, a real domain over a line that can be cut, and a real mail server: judged by record, inbox and sign-in.
withPeer('What nobody could find out', (await noDomain()) ?? postgresMissing(), () => {
  let domain: Domain
  let postgres: Postgres
  let smtp: Smtp
  let store: Store
  let line: BadLine
  let server: Running
  /** What befalls when a password is about to go out. */
  let rightBefore = () => {}
  let directory: ReturnType<typeof corpDirectory>['directory']
  beforeAll(async () => {
    ;[domain, postgres, smtp] = await Promise.all([startDomain(), startPostgres(), startSmtp()])
    ranAgainst(import.meta.url, await sambaVersion())
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    store = await openStore({ url: new Secret(postgres.url) })
    line = await badLine({ host: domain.address, port: 636 })
    directory = corpDirectory(domain, { controllers: [{ host: domain.host, port: line.port, address: '127.0.0.1' }] }, { connect: 1_000, ask: 1_000, call: 2_000 }).directory
    const setPassword: typeof directory.setPassword = (person, password, at) => {
      const text = password.reveal()
      Object.defineProperty(password, 'reveal', { value: () => { rightBefore(); return text } })
      return directory.setPassword(person, password, at)
    }
    server = await running(store, { directory: { ...directory, setPassword }, mail: { host: smtp.host, port: smtp.port, tls: 'starttls', ca: readFileSync(smtp.caFile, 'utf8'), from: 'helpdesk@corp.example' } })
  })
  afterEach(async () => {
    line.condition = 'fine'
    await domain.reset('ada')
  })
  afterAll(async () => {
    await server.close()
    await directory.close()
    await store.close()
    await Promise.all([line.close(), domain.stop(), postgres.stop(), smtp.stop()])
  })

  /** What the record says became of a case. */
  const outcomes = async (caseNumber: string) => {
    const { rows } = await store.database.execute(`select entry from gatehouse_audit.entries where entry->>'case' = '${caseNumber}' order by seq`)
    return v.parse(Rows, rows).flatMap(({ entry: { kind, outcome, reason } }) => (kind === 'outcome' ? [outcome] : kind === 'ended' ? [reason] : []))
  }
  const subjects = (caseNumber: string) => smtp.messages().filter(({ text }) => text.includes(caseNumber)).map((message) => message.header('subject'))
  /** Ada sets a password, and before its answer comes the line is dead for good. @param sent what the line is when the password is sent */
  async function lost(sent: 'mute' | 'stuck') {
    const { token, view } = await server.proven('ada')
    const { view: step } = await server.call('choose', token, { stepToken: view.stepToken, choice: 'set-password' })
    rightBefore = () => { line.condition = sent }
    const working = await server.call('setPassword', token, { stepToken: step?.stepToken ?? '', password: NEW })
    rightBefore = () => {}
    expect(working.view?.step.kind).toBe('working')
    line.condition = 'dead'
    line.cut()
    return { token, caseNumber: view.caseNumber }
  }
  const stepOf = async (token: string) => (await server.call('read', token, {})).view?.step

  test('[S-14] is settled when the controller is back: the record gets the true end, and the person is told', async () => {
    const { token, caseNumber } = await lost('mute')
    server.pass(FIFTEEN_MINUTES)
    await server.endOverdue()
    expect(await stepOf(token)).toEqual({ kind: 'ended', reason: 'unclear' })
    expect(await outcomes(caseNumber)).toEqual(['lost', 'unclear'])
    line.condition = 'fine'
    server.pass(FIFTEEN_MINUTES)
    await expect.poll(async () => {
      server.pass(60)
      await server.endOverdue()
      return outcomes(caseNumber)
    }, { interval: 500 }).toEqual(['lost', 'unclear', 'done'])
    expect(await stepOf(token)).toEqual({ kind: 'done', choice: 'set-password' })
    expect(await domain.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    await expect.poll(() => subjects(caseNumber)).toContain('Example Corp: you have a new password')
    // Nothing is left to be found out.
    await server.endOverdue()
    expect(await outcomes(caseNumber)).toHaveLength(3)
  })

  test('[S-14] of a password that never arrived the truth is told, and no guess before it', async () => {
    const { token, caseNumber } = await lost('stuck')
    server.pass(FIFTEEN_MINUTES)
    await server.endOverdue()
    line.condition = 'fine'
    await expect.poll(async () => {
      server.pass(60)
      await server.endOverdue()
      return outcomes(caseNumber)
    }, { interval: 500 }).toEqual(['lost', 'unclear', 'not-done'])
    expect(await stepOf(token)).toEqual({ kind: 'ended', reason: 'unclear' })
    await expect.poll(() => subjects(caseNumber)).toContain('Example Corp: what was tried with your account did not work')
    expect(subjects(caseNumber)).not.toContain('Example Corp: you have a new password')
  })

  test('[S-14] somebody who has gone away from the screen is told in time: nobody need ask', async () => {
    const { caseNumber } = await lost('mute')
    line.condition = 'fine'
    server.pass(61)
    await expect.poll(async () => {
      server.pass(60)
      await server.endOverdue()
      return outcomes(caseNumber)
    }, { interval: 500 }).toEqual(['lost', 'done'])
    await expect.poll(() => subjects(caseNumber)).toContain('Example Corp: you have a new password')
    expect(subjects(caseNumber)).not.toContain('Example Corp: something was tried with your account')
  })

  test('[S-18] a recovery that nobody finishes ends on the record, and is looked at no more', async () => {
    const { view } = await server.begin('ada')
    server.pass(FIFTEEN_MINUTES)
    await Promise.all([server.endOverdue(), server.endOverdue()])
    await server.endOverdue()
    expect(await outcomes(view.caseNumber)).toEqual(['expired'])
  })
})
