import { readFileSync } from 'node:fs'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { type Fault as SmppFault, type SmppPeer, smppVersion, startSmpp } from '../../test/peers/smpp/smpp.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { type Fault, type Smtp, smtpServerVersion, startSmtp } from '../../test/peers/smtp/smtp.ts'
import { startTwilio, type Twilio } from '../../test/peers/twilio/twilio.ts'
import { inTurn } from './in-turn.ts'
import type { Mail, Sms } from './ports.ts'
import { smppProvider } from './sms/smpp/smpp.ts'
import { twilioProvider } from './sms/twilio.ts'
import { smtpSender } from './smtp.ts'

// Two providers of each way, the second sound: how many messages come out in the end, whatever the first does.

const log = { info() {}, warn() {}, error() {} }
const limits = { connect: 3000, whole: 3000 }

withPeer('A second provider behind the first', opensslMissing(), () => {
  let first: Smtp
  let second: Smtp
  let centre: SmppPeer
  let twilio: Twilio
  beforeAll(async () => {
    ranAgainst(import.meta.url, `smtp-server ${smtpServerVersion}`)
    ranAgainst(import.meta.url, `smpp (npm) ${smppVersion}`)
    ;[first, second, centre, twilio] = await Promise.all([startSmtp(), startSmtp(), startSmpp(), startTwilio()])
  })
  afterAll(() => Promise.all([first.stop(), second.stop(), centre.stop(), twilio.stop()]))

  it.each<[Fault | undefined, number, number]>([
    [undefined, 1, 0], ['refuse', 0, 1], ['silent', 0, 1], ['other-authority', 0, 1], ['recipient-451', 0, 1], ['recipient-550', 0, 1], ['message-550', 0, 1],
    ['hang', 0, 0], ['drop', 0, 0], ['drop-after-taking', 1, 0],
  ])('[S-14] mail, the first does %s: %i come through it and %i through the second', async (fault, byFirst, bySecond) => {
    await first.misbehave(fault)
    const before = [first.messages().length, second.messages().length]
    const sender = (server: Smtp) => smtpSender({ host: server.host, port: server.port, tls: 'starttls', ca: readFileSync(server.caFile, 'utf8'), from: 'a@contoso.example' }, limits)
    const mail: Mail = { id: 'r.email-code.1', to: 'ada@home.example', subject: 'x', text: new Secret('31415926') }
    await inTurn([{ name: 'first', send: sender(first) }, { name: 'second', send: sender(second) }], log)(mail)
    expect([first.messages().length - (before[0] ?? 0), second.messages().length - (before[1] ?? 0)]).toEqual([byFirst, bySecond])
  })

  it.each<[SmppFault | undefined, number, number]>([
    [undefined, 1, 0], ['refuse', 0, 1], ['bind-refused', 0, 1], ['bind-hang', 0, 1], ['throttled', 0, 1], ['no-number', 0, 1], ['hang', 1, 0], ['cut-before', 1, 0], ['cut-after', 1, 0],
  ])('[S-14] SMS, the first does %s: %i come through it and %i through the second', async (fault, byFirst, bySecond) => {
    await centre.misbehave(fault)
    const before = [centre.messages().length, twilio.messages().length]
    const sms: Sms = { id: 'r.sms-code.1', to: new Secret('+491713920011'), text: new Secret('Contoso: 31415926'), seconds: 300 }
    const providers = [
      smppProvider(
        { host: centre.host, port: centre.port, tls: true, ca: readFileSync(centre.caFile, 'utf8'), signIn: { user: centre.user, password: new Secret(centre.password) }, systemType: '', from: 'Contoso', window: 10 },
        { name: 'centre', log, onReceipt() {}, limits: { connect: 700, answer: 700, quiet: 60_000, again: [50, 100], ready: 1000, slower: 20 } },
      ),
      twilioProvider(
        { url: twilio.url, account: twilio.account, ca: readFileSync(twilio.caFile, 'utf8'), signIn: { user: twilio.account, password: new Secret(twilio.token) }, sender: { from: 'Contoso' } },
        { name: 'twilio', onReceipt() {}, limits, looks: [] },
      ),
    ]
    await inTurn(providers, log)(sms)
    expect([centre.messages().length - (before[0] ?? 0), twilio.messages().length - (before[1] ?? 0)]).toEqual([byFirst, bySecond])
    await Promise.all(providers.map((provider) => provider.close()))
  })
})
