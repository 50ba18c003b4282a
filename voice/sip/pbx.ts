import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Secret } from '@gatehouse/contract'
import type { Call, Heard, Placed, Prompts, Provider } from '../provider.ts'
import { call as begin, type Log, type Running } from './call.ts'
import type { Sounds } from './conversation.ts'
import { openWire } from './open-wire.ts'
import { greeting } from './options.ts'
import { hostOf, type PbxLimits, type PbxSettings, usualLimits } from './pbx-settings.ts'
import { openSound, type Sound } from './sound.ts'
import type { Speech } from './speech.ts'
import { MASTER_OCTETS } from './srtp.ts'
import type { Wire } from './wire.ts'

type Parts = { readonly name: string; readonly log: Log; readonly speech: Speech; readonly limits?: PbxLimits }

/** Calls through a company's own telephone system, over SIP and RTP. Each call has a line of its own, so that none sees another's words. */
export function pbxProvider(settings: PbxSettings, { name, log, speech, limits = usualLimits }: Parts): Provider {
  const running = new Set<Running>()
  let closed = false

  return {
    name,
    place: (call, heard) => place(call, (what) => { if (!closed) heard(what) }).catch((error: unknown): Placed => notNow(error)),
    async check() {
      // English is spoken where everything else is missing, so that it must always go.
      await speech({ file: 'right', text: 'OK', language: 'en' })
      await greeting(settings, limits, word)
    },
    async close() {
      closed = true
      const left = [...running]
      for (const one of left) one.hangUp()
      await Promise.race([Promise.all(left.map((one) => one.settled)), pause(1000)])
      for (const one of left) one.stop()
    },
  }

  /** @throws Error when it could not even be begun */
  async function place(call: Call, heard: (what: Heard) => void): Promise<Placed> {
    const number = /^\+([1-9]\d{5,14})$/u.exec(call.to.reveal())?.[1]
    if (number === undefined) return { fate: 'refused', why: 'no number that can be dialled' }
    const sounds = await soundsOf(call, speech)
    const wire = await openWire(settings.endpoint, limits.connect)
    const secret = settings.encrypted ? new Secret(randomBytes(MASTER_OCTETS).toString('base64')) : undefined
    const one = await withSound(wire, secret, (sound) => begin({
      call, sounds, sound, heard, log, taken: limits.taken,
      setting: {
        wire, party: partyOf(number), account: settings.account, codecs: settings.codecs, sound: sound.place,
        session: String(randomBytes(4).readUInt32BE()), secret, times: limits.times, firstAnswer: limits.firstAnswer, word,
      },
    }))
    running.add(one)
    if (closed) one.hangUp()
    void one.gone.then(() => running.delete(one))
    return one.placed
  }

  function partyOf(number: string) {
    const host = hostOf(settings)
    const uri = `sip:${settings.plus}${number}@${host}`
    return { callId: word(), tag: word(), uri, to: `<${uri}>`, from: `sip:${settings.from}@${host}` }
  }
}

/** 128 bits. */
const word = (): string => randomBytes(16).toString('hex')

/** Before anything rings: nobody is called who would then hear nothing. */
async function soundsOf({ prompts, keysWanted, language }: Call, speech: Speech): Promise<Sounds> {
  const files: Readonly<Record<keyof Prompts, string>> = { ask: keysWanted, right: 'right', wrong: 'wrong', stop: 'stop' }
  const say = (which: keyof Prompts) => speech({ file: files[which], text: prompts[which], language })
  const [ask, right, wrong, stop] = await Promise.all([say('ask'), say('right'), say('wrong'), say('stop')])
  return { ask, right, wrong, stop }
}

async function withSound(wire: Wire, secret: Secret | undefined, use: (sound: Sound) => Running): Promise<Running> {
  const beginnings = randomBytes(10)
  let one: Running | undefined
  try {
    const sound = await openSound(
      wire.local.address,
      { source: beginnings.readUInt32BE(0), sequence: beginnings.readUInt16BE(4) >> 1, timestamp: beginnings.readUInt32BE(6) },
      secret,
      (key) => one?.pressed(key),
    )
    const lost = wire.lost()
    if (lost !== undefined) {
      sound.close()
      throw new Error(lost)
    }
    one = use(sound)
    return one
  } catch (error) {
    wire.close()
    throw error
  }
}

function notNow(error: unknown): Placed {
  return { fate: 'not-now', why: error instanceof Error ? error.message : 'no reason given' }
}
