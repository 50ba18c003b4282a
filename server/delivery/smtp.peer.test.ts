import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { type Fault, type Smtp, smtpServerVersion, startSmtp } from '../../test/peers/smtp/smtp.ts'
import type { SmtpSettings } from './dialler.ts'
import type { Mail } from './ports.ts'
import { mailServerCheck } from './smtp-check.ts'
import { smtpSender } from './smtp.ts'

const to = 'ada@home.example'
const mail: Mail = { id: 'recovery-1.email-code.1', to, subject: 'Contoso: the code', text: new Secret('Grüße,\n\n31415926\n') }
const limits = { connect: 3000, whole: 3000 }

const settingsFor = ({ host, port, caFile }: Smtp, more: Partial<SmtpSettings> = {}): SmtpSettings =>
  ({ host, port, tls: 'starttls', ca: readFileSync(caFile, 'utf8'), from: 'Contoso helpdesk <helpdesk@contoso.example>', ...more })
const sendTo = (smtp: Smtp, more: Partial<SmtpSettings> = {}) => smtpSender(settingsFor(smtp, more), limits)(mail)

withPeer('Sending a mail', opensslMissing(), () => {
  let smtp: Smtp
  beforeAll(async () => {
    ranAgainst(import.meta.url, `smtp-server ${smtpServerVersion}`)
    smtp = await startSmtp()
  })
  afterEach(() => smtp.misbehave(undefined))
  afterAll(() => smtp.stop())

  it('brings it over TLS, with a stable number of its own and the mark of a machine', async () => {
    expect(await sendTo(smtp)).toEqual({ fate: 'sent' })
    const message = await smtp.next({ to })
    expect(message).toMatchObject({ secure: true, from: 'helpdesk@contoso.example', to: [to], subject: mail.subject })
    expect(message.text).toContain('Grüße')
    expect(message.code()).toBe('31415926')
    expect(message.header('message-id')).toBe('<recovery-1.email-code.1@contoso.example>')
    expect(message.header('auto-submitted')).toBe('auto-generated')
    expect(message.header('content-type')).toMatch(/^text\/plain; charset=utf-8/)
    expect(message.header('from')).toBe('Contoso helpdesk <helpdesk@contoso.example>')
  })

  it('brings the next over the same connection, and over a new one when that has ended meanwhile', async () => {
    const send = smtpSender(settingsFor(smtp), limits)
    const before = smtp.connections()
    for (let number = 1; number <= 5; number++) expect(await send({ ...mail, id: `kept-${number}` })).toEqual({ fate: 'sent' })
    expect(smtp.connections() - before).toBe(1)
    // Another server of the same name and place: the kept connection has ended, which nobody has said to us.
    await smtp.misbehave(undefined)
    expect(await send({ ...mail, id: 'kept-6' })).toEqual({ fate: 'sent' })
    expect(smtp.connections() - before).toBe(2)
    expect(await Promise.all([7, 8, 9].map((number) => send({ ...mail, id: `kept-${number}` })))).toEqual([{ fate: 'sent' }, { fate: 'sent' }, { fate: 'sent' }])
    const kept = smtp.messages().filter((message) => message.header('message-id')?.startsWith('<kept-'))
    expect(kept).toHaveLength(9)
    send.close()
  })

  it('works with TLS from the first byte', async () => {
    const other = await startSmtp({ tls: 'tls' })
    expect(await sendTo(other, { tls: 'tls' })).toEqual({ fate: 'sent' })
    expect(await other.next({ to })).toMatchObject({ secure: true })
    await other.stop()
  })

  it('signs in where it must; a refused sign-in sends nothing and its reason holds no password', async () => {
    const other = await startSmtp({ login: { user: 'gatehouse', password: 'right-password' } })
    const signIn = (password: string) => ({ signIn: { user: 'gatehouse', password: new Secret(password) } })
    const wrong = await sendTo(other, signIn('planted-password'))
    expect(wrong).toMatchObject({ fate: 'not-now' })
    expect(JSON.stringify(wrong)).toMatch(/EAUTH.*535/)
    expect(JSON.stringify(wrong)).not.toContain('planted')
    // It says 530 to the sender's name: about us, not about the person, so that the codes of today go out once a setting is right.
    expect(await sendTo(other)).toMatchObject({ fate: 'not-now', why: expect.stringMatching(/^at-the-envelope .*530/) as unknown })
    expect(await sendTo(other, signIn('right-password'))).toEqual({ fate: 'sent' })
    expect(other.messages()).toHaveLength(1)
    await other.stop()
  })

  describe('never trusts a server less than it must', () => {
    it.each<[Fault, RegExp]>([
      ['no-starttls', /ETLS/],
      ['other-authority', /ETLS|ESOCKET/],
      ['other-name', /ETLS|ESOCKET/],
    ])('%s: nothing is sent', async (fault, why) => {
      const before = smtp.messages().length
      await smtp.misbehave(fault)
      const attempts = smtp.attempts()
      const result = await sendTo(smtp)
      expect(result).toMatchObject({ fate: 'not-now' })
      expect(JSON.stringify(result)).toMatch(why)
      expect(smtp.attempts()).toBe(attempts)
      expect(smtp.messages()).toHaveLength(before)
    })

    it('not even when the environment says that certificates do not matter', async () => {
      await smtp.misbehave('other-authority')
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
      try {
        expect(await sendTo(smtp)).toMatchObject({ fate: 'not-now' })
      } finally {
        delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      }
    })

    it('the authority of a test is not among those that the system trusts', async () => {
      const { host, port, tls, from } = settingsFor(smtp)
      expect(await smtpSender({ host, port, tls, from }, limits)(mail)).toMatchObject({ fate: 'not-now' })
    })
  })

  it.each<[Fault, string]>([
    ['refuse', 'not-now'],
    ['silent', 'not-now'],
    ['recipient-451', 'not-now'],
    ['recipient-550', 'refused'],
    ['message-451', 'not-now'],
    ['message-550', 'refused'],
    ['hang', 'unknown'],
    ['drop', 'unknown'],
  ])('%s: %s, without a word about the person', async (fault, fate) => {
    await smtp.misbehave(fault)
    const result = await sendTo(smtp)
    expect(result).toMatchObject({ fate })
    expect(JSON.stringify(result)).not.toMatch(/ada|home\.example|31415926/)
  })

  it('is known beforehand to fail at a server that hangs up before it says who it is', async () => {
    const server = createServer((socket) => socket.destroy()).listen(smtp.port, '127.0.0.2')
    await expect(mailServerCheck({ ...settingsFor(smtp), host: '127.0.0.2' })()).rejects.toThrow()
    server.close()
  })
})
