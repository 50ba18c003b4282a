import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { makeCertificates, opensslMissing } from '../../test/peers/smtp/certificates.ts'
import type { TwilioVoice } from '../../test/peers/twilio-voice/twilio-voice.ts'
import { type Calling, startCalling, startVoiceProcess, type VoiceProcess } from '../../test/world/voice-process.ts'
import { httpVoiceLine } from './http-line.ts'
import { type VoiceCall, type VoiceLine, VoiceProblem } from './line.ts'

const to = '+491713920011'
let next = 0
const call = (): VoiceCall => ({ id: `call-${next++}`, to: new Secret(to), language: 'de', company: 'Example Corp', keysWanted: 'digits', ringSeconds: 30 })

/** What is heard of a call, to its end; 42 is right. */
async function follow(line: VoiceLine, id: string): Promise<string[]> {
  const story: string[] = []
  for (let after = 0; ;) {
    const list = await line.heard(id, after)
    if (list === 'lost') return [...story, 'lost']
    for (const one of list) {
      after = one.n
      story.push(one.what === 'keys' ? `keys ${one.keys.reveal()}` : one.what)
      if (one.what === 'keys') await line.verdict(id, one.n, one.keys.reveal() === '42' ? 'right' : 'wrong')
      else if (one.what !== 'ringing' && one.what !== 'answered') return story
    }
  }
}

withPeer('The server and the voice process', opensslMissing(), () => {
  let calling: Calling
  let twilio: TwilioVoice
  let voice: VoiceProcess
  let line: VoiceLine
  beforeAll(async () => {
    ranAgainst(import.meta.url, "the voice process over our own server of Twilio's voice API")
    calling = await startCalling('voice-line')
    ;({ twilio, voice } = calling)
    line = httpVoiceLine(voice)
  })
  afterAll(async () => {
    await line.close()
    await calling.end()
  })

  it('a call from its placing to its end', async () => {
    await expect(line.check()).resolves.toBeUndefined()
    twilio.phone(to, { picks: 'up', does: '11#42#' })
    const wanted = call()
    expect(await line.place(wanted)).toEqual({ fate: 'taken' })
    expect(await follow(line, wanted.id)).toEqual(['ringing', 'answered', 'keys 11', 'keys 42', 'hung-up'])
    expect(await line.place(wanted), 'once').toEqual({ fate: 'taken' })
    expect(await line.place({ ...wanted, to: new Secret('+491713920012') })).toMatchObject({ fate: 'refused' })
    expect(twilio.calls()).toHaveLength(1)
    await expect(line.verdict(wanted.id, 3, 'wrong'), 'too late').resolves.toBeUndefined()
  })

  it('hung up, and nobody is waited for any more', async () => {
    twilio.phone(to, { picks: 'rings' })
    const wanted = call()
    await line.place(wanted)
    const following = follow(line, wanted.id)
    await expect.poll(() => twilio.calls().at(-1)?.status).toBe('ringing')
    await line.hangUp(wanted.id)
    expect(await following).toEqual(['ringing', 'no-answer'])
    await expect(line.hangUp('nobody'), 'one that nobody knows').resolves.toBeUndefined()
    const leaving = new AbortController()
    const waiting = line.heard((await placed()).id, 1, leaving.signal)
    leaving.abort()
    await expect(waiting).rejects.toThrow(VoiceProblem)
  })

  const placed = async () => {
    const wanted = call()
    await line.place(wanted)
    await line.heard(wanted.id, 0)
    return wanted
  }

  it('a provider that takes nobody says so beforehand, and for the call', async () => {
    await twilio.misbehave('401')
    expect(await line.place(call())).toMatchObject({ fate: 'not-now', why: '401, error 20003' })
    await expect(line.check()).rejects.toThrow('twilio: status 401')
    await twilio.misbehave(undefined)
  })

  it('killed in the middle, it knows nothing of the call any more, and the phone is let go', async () => {
    twilio.phone(to, { picks: 'up', does: '42#' })
    const { id } = await placed()
    // Keyed, and not judged yet: the phone waits for our word.
    await expect.poll(async () => (await line.heard(id, 2)).length).toBe(1)
    const waiting = expect(line.heard(id, 3)).rejects.toThrow(VoiceProblem)
    await voice.end('SIGKILL')
    await waiting
    await expect.poll(() => twilio.calls().at(-1)?.status).toBe('completed')
    expect(await line.place(call())).toMatchObject({ fate: 'not-now' })
    await expect(line.check()).rejects.toThrow(VoiceProblem)
    await voice.start()
    expect(await line.heard(id, 3)).toBe('lost')
    expect(await line.place(call())).toEqual({ fate: 'taken' })
  })

  it('between two questions: it comes back in time, and tells the phone to hang up', async () => {
    twilio.phone(to, { picks: 'rings' })
    const before = twilio.calls().length
    await placed()
    const called = twilio.calls()[before] ?? expect.fail('nobody was called')
    await voice.end('SIGKILL')
    await voice.start()
    const answer = await twilio.send(called.form['Url'] ?? '', { AccountSid: twilio.account, CallSid: called.sid, CallStatus: 'in-progress' })
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<Response><Hangup/></Response>') as unknown })
  })

  it('stopped, it hangs up what is left, and says so', async () => {
    twilio.phone(to, { picks: 'rings' })
    await placed()
    const called = twilio.calls().at(-1) ?? expect.fail('nobody was called')
    expect(await voice.end('SIGTERM')).toBe(0)
    await expect.poll(() => called.status).toBe('canceled')
    await voice.start()
  })

  it('with another key nothing is placed, and nobody is told anything', async () => {
    const stranger = httpVoiceLine({ ...voice, key: new Secret('another') })
    const calls = twilio.calls().length
    expect(await stranger.place(call())).toEqual({ fate: 'not-now', why: '401, the key is missing or another' })
    await expect(stranger.heard('call-0', 0)).rejects.toThrow('401')
    expect(twilio.calls()).toHaveLength(calls)
  })

  describe('what stands in its place', () => {
    const limits = { connect: 2500, whole: 3000 }
    const quick = { placing: limits, listening: limits, telling: limits }

    it('nobody: certainly not called', async () => {
      expect(await httpVoiceLine({ at: { url: 'http://127.0.0.1:1' }, key: voice.key }).place(call())).toMatchObject({ fate: 'not-now' })
      expect(await httpVoiceLine({ at: { socket: join(calling.folder, 'nothing.sock') }, key: voice.key }).place(call())).toMatchObject({ fate: 'not-now' })
    })

    it('somebody who takes it and says nothing: nobody knows', async () => {
      const silent = createServer().listen(join(calling.folder, 'silent.sock'))
      const asked = httpVoiceLine({ at: { socket: join(calling.folder, 'silent.sock') }, key: voice.key }, quick)
      expect(await asked.place(call())).toMatchObject({ fate: 'unknown' })
      await expect(asked.heard('x', 0)).rejects.toThrow(VoiceProblem)
      silent.close()
    })
  })

  it('over TLS, by its own authority and by no other', async () => {
    const made = await makeCertificates(calling.folder)
    const elsewhere = await startVoiceProcess({ folder: join(calling.folder, 'tls'), twilio, tls: made.right })
    try {
      await expect(httpVoiceLine({ ...elsewhere, ca: readFileSync(made.caFile, 'utf8') }).check()).resolves.toBeUndefined()
      const wrong = httpVoiceLine({ ...elsewhere, ca: readFileSync(twilio.caFile, 'utf8') })
      await expect(wrong.check()).rejects.toThrow(VoiceProblem)
      expect(await wrong.place(call())).toMatchObject({ fate: 'not-now' })
    } finally {
      await elsewhere.end('SIGTERM')
    }
  })

  it('neither number, keys nor secrets are in what it wrote', () => {
    expect(voice.output()).toContain('a call is over')
    expect(voice.output()).not.toMatch(/392001|"42"|Example Corp/)
    for (const secret of [voice.key.reveal(), twilio.token]) expect(voice.output()).not.toContain(secret)
  })
})
