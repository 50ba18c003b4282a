import { createSocket } from 'node:dgram'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withPeer } from '../../test/peers/needs.ts'
import { badLine, type Fate, type Line } from '../../test/peers/sipp/line.ts'
import { keyed } from '../../test/peers/sipp/recording.ts'
import { acknowledged, answers, answersLate, confirms, hungUpByUs, invited, isTold, pickedUp, plays, receives, ringing, says, sound, type Step, trying, waits } from '../../test/peers/sipp/scenario.ts'
import { sippMissing } from '../../test/peers/sipp/sipp.ts'
import { scene, timesOverALine } from './calling.scenario.ts'

const keys = { pcaps: { 'keys.pcap': keyed('42#', { pause: 120 }) } }
const whole: Fate = (octets) => [octets]

/** Of copies of the INVITE one arrives: sipp loses its place when another comes between two of its answers, and a machine that stands still for a moment sends one. */
function invitesOnce(fate: Fate): Fate {
  const arrived = new Set<string>()
  return (octets) => fate(octets).filter((one) => {
    const text = one.toString('latin1')
    const isCopy = text.startsWith('INVITE') && arrived.has(text)
    arrived.add(text)
    return !isCopy
  })
}

withPeer('Calls through a telephone system in trouble', sippMissing(), () => {
  const its = scene(import.meta.url)

  /** A call in which 42# is keyed, to its end, over a line. */
  async function through(steps: readonly Step[], line?: { toThem?: Fate; toUs?: Fate }, during?: (line: Line) => Promise<void> | void): Promise<string[]> {
    const system = await its.pbx(steps, keys)
    const wire = await badLine(system.port, { toThem: invitesOnce(line?.toThem ?? whole), toUs: line?.toUs ?? whole })
    try {
      const calling = its.call(wire.port, { limits: { times: timesOverALine } })
      await calling.until('answered')
      await during?.(wire)
      await calling.until('keys 42')
      ;(await calling.line()).say('right')
      await calling.until('hung-up')
      await system.content()
      return calling.news
    } finally {
      await wire.close()
    }
  }
  const goesWell = ['ringing', 'answered', 'keys 42', 'hung-up']
  const keysAndEnd: readonly Step[] = [plays('keys.pcap'), ...hungUpByUs]

  describe('what was said is said again', () => {
    it('an answer that comes again is confirmed again, and begins nothing anew', async () => {
      const counts = { answered: 0, confirmed: 0 }
      const toThem: Fate = (octets) => {
        if (octets.toString('latin1').startsWith('ACK')) counts.confirmed += 1
        return [octets]
      }
      const toUs: Fate = (octets) => {
        const text = octets.toString('latin1')
        if (!/^CSeq: \d+ INVITE/imu.test(text)) return [octets]
        if (text.startsWith('SIP/2.0 200')) counts.answered += 3
        return [octets, octets, octets]
      }
      expect(await through([...pickedUp, ...keysAndEnd], { toThem, toUs })).toEqual(goesWell)
      expect(counts.answered).toBeGreaterThan(0)
      expect(counts.confirmed).toBe(counts.answered)
    })

    /** Loses the first of each kind, by its first word or status, and by what it is about. */
    const losesFirst = (): Fate => {
      const seen = new Set<string>()
      return (octets) => {
        const text = octets.toString('latin1')
        const kind = `${text.split(' ', 2).filter((word) => /^[A-Z]+$|^\d+$/u.test(word)).join()} ${/^CSeq: \d+ (\S+)/imu.exec(text)?.[1] ?? ''}`
        if (seen.has(kind)) return [octets]
        seen.add(kind)
        return []
      }
    }
    it('where everything that we say is lost once', async () => {
      expect(await through([...pickedUp, ...keysAndEnd], { toThem: losesFirst() })).toEqual(goesWell)
    })

    it('where everything that it says is lost once, but for what it says once only', async () => {
      const loses = losesFirst()
      const once = /^SIP\/2\.0 1/u
      expect(await through([...pickedUp, ...keysAndEnd], { toUs: (octets) => (once.test(octets.toString('latin1')) ? [octets] : loses(octets)) })).toEqual(goesWell)
    })

    it('where everything arrives twice', async () => {
      const twice: Fate = (octets) => [octets, octets]
      expect(await through([...pickedUp, ...keysAndEnd], { toThem: twice, toUs: twice })).toEqual(goesWell)
    })
  })

  describe('what a telephone system may do', () => {
    it('call several telephones of which two answer: the second is hung up', async () => {
      const [first, second] = [answers('200 OK', { body: sound(), tag: 'one' }), answersLate('200 OK', { body: sound(), tag: 'two' })]
      expect(await through([invited(), trying, ringing, first, acknowledged, second, acknowledged, receives('BYE'), confirms(), ...keysAndEnd])).toEqual(goesWell)
    })

    it('move its sound, in the middle of the call', async () => {
      const elsewhere = answers('200 OK', { body: sound({ port: 9 }), again: 200 })
      expect(await through([invited(), trying, ringing, elsewhere, acknowledged, says('INVITE', 1, { headers: 'Content-Type: application/sdp\n', body: sound() }), isTold(200), says('ACK', 1), waits(50), ...keysAndEnd])).toEqual(goesWell)
    })

    it('ask for what we do not have, and be told so', async () => {
      const secret = says('INVITE', 1, { headers: 'Content-Type: application/sdp\n', body: sound().replace('RTP/AVP', 'RTP/SAVP') })
      expect(await through([...pickedUp, secret, isTold(488), says('ACK', 1), says('UPDATE', 2), isTold(200), says('REFER', 3), isTold(405), says('OPTIONS', 4), isTold(200), ...keysAndEnd])).toEqual(goesWell)
    })

    it('answer without sound that we have: hung up, and no person', async () => {
      const system = await its.pbx([invited(), trying, ringing, answers('200 OK', { body: sound({ codec: 9 }) }), acknowledged, ...hungUpByUs])
      const { until, news } = its.call(system.port)
      await until('network')
      await system.content()
      expect(news).toEqual(['ringing', 'network'])
    })
  })

  describe('what nobody should believe', () => {
    it('garbage beside every word of the telephone system changes nothing', async () => {
      expect(await through([...pickedUp, ...keysAndEnd], { toUs: (octets) => [...garbage(octets), octets, ...garbage(octets)] })).toEqual(goesWell)
    })

    it('who is not the telephone system is not heard, whatever they know', async () => {
      expect(await through([...pickedUp, waits(150), ...keysAndEnd], undefined, async (line) => {
        const stranger = createSocket('udp4').bind(0, '127.0.0.1')
        const { port, first, toThem, toUs } = line.known()
        const [from = '', to = '', callId = ''] = ['From', 'To', 'Call-ID'].map((name) => header(name, toThem))
        const ask = (method: string, body = '') => `${method} sip:gatehouse@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n${to.replace(/^To/u, 'From')}\r\n${from.replace(/^From/u, 'To')}\r\n${callId}\r\nCSeq: 77 ${method}\r\nContent-Type: application/dtmf-relay\r\n\r\n${body}`
        for (const octets of [ask('BYE'), ask('INFO', 'Signal=9'), toUs, toUs.replace('200 OK', '486 Busy')]) stranger.send(octets, port, '127.0.0.1')
        // Keys from elsewhere than the sound was agreed on with.
        const sound = Number(/m=audio (\d+)/u.exec(first)?.[1])
        for (let times = 0; times < 3; times++) stranger.send(Buffer.from([0x80, 0xe5, 0, times, 0, 0, 9, 9, 1, 2, 3, 4, 9, 0x8a, 3, 0x20]), sound, '127.0.0.1')
        await pause(50)
        stranger.close()
      })).toEqual(goesWell)
      expect(JSON.stringify(its.lines)).toContain('sound came from elsewhere')
    })
  })

  it('two calls have no word in common that somebody could guess', async () => {
    const said = await Promise.all([1, 2].map(async () => {
      const nobody = await badLine(9, { toThem: () => [], toUs: whole })
      await its.call(nobody.port, { limits: { firstAnswer: 300 } }).placed
      const { first } = nobody.known()
      await nobody.close()
      return { words: [header('Call-ID', first), header('From', first).replace(/.*tag=/u, 'tag: '), header('Via', first).replace(/.*branch=z9hG4bK/u, 'branch: ')], port: Number(/m=audio (\d+)/u.exec(first)?.[1]) }
    }))
    const words = said.flatMap((one) => one.words)
    expect(new Set(words.map((word) => word.split(' ')[1])).size).toBe(6)
    for (const word of words) expect(word).toMatch(/^[\w-]+: [0-9a-f]{32}$/u)
    expect(said[0]?.port).not.toBe(said[1]?.port)
  })
})

/** A whole line. */
const header = (name: string, from: string) => new RegExp(`^${name}:.*$`, 'imu').exec(from)?.[0].trim() ?? ''

/** Of what is said: parts, changes, lies about its length, answers to nobody; and what never was a word. */
function garbage(octets: Buffer): Buffer[] {
  const text = octets.toString('latin1')
  const [noise = Buffer.alloc(0)] = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 300 }), 1).map((some) => Buffer.from(some))
  return [
    noise, octets.subarray(0, octets.length >> 1), Buffer.concat([Buffer.from('\0'), octets]), Buffer.alloc(0),
    ...[
      text.replace(/^Call-ID: /imu, 'Call-ID: x'), text.replace(/^From: (.*)tag=/imu, 'From: $1tag=x'), text.replace(/^CSeq: (\d+)/imu, 'CSeq: 4$1'), text.replace(/branch=/iu, 'branch=x'),
      text.replace(/^SIP\/2\.0 \d+/u, 'SIP/2.0 999'), text.replace(/^SIP\/2\.0 \d+/u, 'SIP/2.0 603').replace(/^Call-ID: /imu, 'Call-ID: y'), text.replace(/^Content-Length: \d+/imu, 'Content-Length: 99999'),
      text.replace(/\r\n\r\n/u, `\r\n${'X: y\r\n'.repeat(300)}\r\n`), `BYE sip:x SIP/2.0\r\n\r\n`, `SIP/2.0 200 OK\r\n${'\r\n '.repeat(200)}\r\n\r\n`,
    ].map((some) => Buffer.from(some, 'latin1')),
  ]
}
