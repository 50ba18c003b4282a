import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { type Smtp, smtpServerVersion, startSmtp } from '../../test/peers/smtp/smtp.ts'
import { type SmppPeer, smppVersion, startSmpp } from '../../test/peers/smpp/smpp.ts'
import { startTwilioVoice } from '../../test/peers/twilio-voice/twilio-voice.ts'
import { startVerify, type Verify } from '../../test/peers/verify/verify.ts'
import { startVoiceProcess } from '../../test/world/voice-process.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'
import type { SmsSettings } from '../../test/world/sms-settings.ts'
import { deliveryCheck } from './delivery-check.ts'

withPeer('delivery check', opensslMissing(), () => {
  let folder: string
  let smtp: Smtp
  let smpp: SmppPeer
  let verify: Verify
  beforeAll(async () => {
    for (const peer of [`smtp-server ${smtpServerVersion}`, `smpp ${smppVersion}`, "our own server of Twilio's Verify"]) ranAgainst(import.meta.url, peer)
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-delivery-check-'))
    ;[smtp, smpp, verify] = await Promise.all([startSmtp(), startSmpp(), startVerify()])
  })
  afterEach(async () => {
    verify.codes.length = 6
    await Promise.all([smtp.misbehave(undefined), smpp.misbehave(undefined)])
  })
  afterAll(async () => {
    await Promise.all([smtp.stop(), smpp.stop(), verify.stop()])
    rmSync(folder, { recursive: true, force: true })
  })

  async function check(sms: SmsSettings, json = false, more = ''): Promise<{ status: number; lines: string[] }> {
    const file = writeServerFiles({ folder, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile }, sms, gates: ['sms-code'] })
    appendFileSync(file, more)
    const lines: string[] = []
    const say = (line: string) => void lines.push(line)
    const status = await deliveryCheck.run({ text: () => file, textIfGiven: () => file, has: () => json, listed: [] }, { out: say, err: say, env: {} })
    return { status, lines }
  }
  const centre = (): SmsSettings => ({ kind: 'smpp', host: smpp.host, port: smpp.port, user: smpp.user, password: smpp.password, caFile: smpp.caFile })
  const maker = (): SmsSettings => ({ kind: 'twilio-verify', url: verify.url, account: verify.account, token: verify.token, service: verify.service, caFile: verify.caFile, digits: 6 })

  test('everybody who answers would take a message, and nothing is sent', async () => {
    expect(await check(centre())).toEqual({ status: 0, lines: [`email  127.0.0.1:${smtp.port}  would take a message`, 'sms    smpp  would take a message'] })
    const made = await check(maker())
    expect([made.status, made.lines[1]]).toEqual([0, 'sms    twilio-verify  would take a message'])
    expect([smtp.messages(), smpp.messages(), verify.messages()]).toEqual([[], [], []])
    await expect.poll(() => smpp.bound()).toBe(0)
  })

  test('who does not, and a maker whose codes have another length, are named with why', async () => {
    await Promise.all([smtp.misbehave('refuse'), smpp.misbehave('bind-refused')])
    const { status, lines } = await check(centre())
    expect(status).toBe(1)
    expect(lines[0]).toMatch(/^email {2}127\.0\.0\.1:\d+ {2}takes none: .*ECONNREFUSED/u)
    expect(lines[1]).toMatch(/^sms {4}smpp {2}takes none: /u)
    verify.codes.length = 4
    const made = await check(maker(), true)
    expect(made.status).toBe(1)
    expect(JSON.parse(made.lines.join(''))).toMatchObject({
      providers: [{ way: 'email', state: 'down' }, { way: 'sms', name: 'twilio-verify', state: 'down', why: 'the service makes codes of 4 digits, and codeDigits of the settings is 6' }],
    })
  })

  test('so is whoever calls people, and nobody is called', async () => {
    const twilio = await startTwilioVoice()
    const voice = await startVoiceProcess({ folder: join(folder, 'voice'), twilio })
    try {
      const settings = `voice: ${JSON.stringify({ ...voice.at, keyFile: voice.keyFile })}\n`
      expect((await check(centre(), false, settings)).lines.at(-1)).toBe('call   voice  would take a call')
      await twilio.misbehave('401')
      const { status, lines } = await check(centre(), false, settings)
      expect([status, lines.at(-1)]).toEqual([1, 'call   voice  takes none: twilio: status 401'])
      await voice.end('SIGTERM')
      expect((await check(centre(), false, settings)).lines.at(-1)).toMatch(/^call {3}voice {2}takes none: ENOENT/u)
      expect(twilio.calls()).toEqual([])
    } finally {
      await voice.end('SIGTERM')
      await twilio.stop()
    }
  })
})
