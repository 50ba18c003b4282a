import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runs } from '../../test/soak.ts'
import { usualTimes } from './again.ts'
import { incoming } from './incoming.ts'
import { type Message, parse, type Request, valuesOf, write } from './message.ts'
import { outgoing, type Over } from './outgoing.ts'
import { describeMedia } from './sdp.ts'
import type { Wire } from './wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const theirSound = describeMedia({ address: '10.0.0.1', port: 4000, codecs: ['PCMA'], crypto: undefined, session: '1', version: 1 })

/** A call over a wire that ends in the test. */
function calling(protocol: Wire['protocol'] = 'UDP') {
  const sent: Message[] = []
  const news: string[] = []
  let words = 0
  const wire: Wire = {
    protocol, local: { address: '10.0.0.9', port: 5062 }, remote: { address: '10.0.0.1', port: 5060 }, listen: () => undefined, lost: () => undefined, close: () => undefined,
    send(octets) {
      const message = parse(octets)
      if (!message) throw new Error(`no message: ${octets.toString()}`)
      sent.push(message)
    },
  }
  const setting = {
    wire, party: { callId: 'call', from: 'sip:2100@pbx', tag: 'ours', to: '<sip:1@pbx>', uri: 'sip:1@pbx' }, account: { user: 'gatehouse', password: new Secret('word'), realm: undefined },
    codecs: ['PCMA', 'PCMU'] as const, sound: { address: '10.0.0.9', port: 4000 }, session: '1', secret: undefined, times: usualTimes, firstAnswer: 8000, word: () => `w${(words += 1)}`,
  }
  const say = (what: string) => () => void news.push(what)
  const out = outgoing(setting, { proceeding: say('proceeding'), ringing: say('ringing'), answered: say('answered'), settled: () => undefined, over: (how: Over) => void news.push(`over ${'status' in how ? how.status : how.why}`) })
  const into = incoming(setting, out, { key: (key) => void news.push(`key ${key}`), moved: say('moved'), hungUp: () => out.theyHungUp() })
  return {
    sent, news, out,
    requests: (method: string) => sent.filter((one): one is Request => one.kind === 'request' && one.method === method),
    hear(octets: Buffer) {
      const message = parse(octets)
      if (message?.kind === 'response') out.heard(message)
      else if (message) into.heard(message)
    },
  }
}
type Calling = ReturnType<typeof calling>

/** An answer to the last request of that kind, as they would say it. */
function answer({ requests }: Calling, status: number, { method = 'INVITE', tag = 'theirs', callId = 'call', ours = 'ours', branch = '', body = theirSound, more = [] as [string, string][] } = {}): Buffer {
  const asked = requests(method).at(-1)
  if (!asked) return Buffer.alloc(0)
  return write(`SIP/2.0 ${status} x`, [
    ['Via', `SIP/2.0/UDP 10.0.0.9;branch=${branch || asked.branch}`], ['From', `<sip:2100@pbx>;tag=${ours}`], ['To', `<sip:1@pbx>${tag && `;tag=${tag}`}`],
    ['Call-ID', callId], ['CSeq', `${asked.cseq.number} ${method}`], ['Contact', `<sip:${tag || 'none'}@10.0.0.1>`], ...more,
  ], status >= 200 && status < 300 ? body : '')
}
function ask(method: string, { cseq = 1, tag = 'theirs', ours = 'ours', callId = 'call', type = 'application/dtmf-relay', body = '' } = {}): Buffer {
  return write(`${method} sip:gatehouse@10.0.0.9 SIP/2.0`, [
    ['Via', `SIP/2.0/UDP 10.0.0.1;rport;branch=b${cseq}`], ['Via', 'SIP/2.0/UDP 10.0.0.3'], ['From', `<sip:1@pbx>;tag=${tag}`], ['To', `<sip:2100@pbx>;tag=${ours}`],
    ['Call-ID', callId], ['CSeq', `${cseq} ${method}`], ['Content-Type', type],
  ], body)
}

describe('what is said to a telephone system', () => {
  it('an INVITE that nobody answers is said again with doubling pauses, and then no more', () => {
    const it = calling()
    const counts = [0, 500, 1000, 2000, 4000, 60_000].map((wait) => {
      vi.advanceTimersByTime(wait)
      return it.requests('INVITE').length
    })
    expect([counts, it.news]).toEqual([[1, 2, 3, 4, 5, 5], ['over unheard']])
  })

  it('over a stream nothing is said twice', () => {
    const it = calling('TLS')
    vi.advanceTimersByTime(60_000)
    expect([it.requests('INVITE').length, it.news]).toEqual([1, ['over unheard']])
  })

  it('a call that rings although it was given up is cancelled; one that is answered all the same is hung up', () => {
    const it = calling()
    it.out.hangUp()
    expect(it.requests('CANCEL')).toEqual([])
    it.hear(answer(it, 180))
    expect(it.requests('CANCEL')).toMatchObject([{ branch: it.requests('INVITE')[0]?.branch, cseq: { number: 1 } }])
    it.hear(answer(it, 200))
    expect(it.requests('BYE')).toMatchObject([{ uri: 'sip:theirs@10.0.0.1', toTag: 'theirs' }])
    expect(it.news).toEqual(['over ours'])
  })

  it('a line that seems broken is told that it is over, in case that it hears', () => {
    const ringing = calling()
    ringing.hear(answer(ringing, 180))
    ringing.out.lost('ECONNREFUSED')
    const talking = calling()
    talking.hear(answer(talking, 200))
    talking.out.lost('ECONNREFUSED')
    expect([ringing.requests('CANCEL').length, talking.requests('BYE').length, ringing.news, talking.news]).toEqual([1, 1, ['ringing', 'over broken'], ['answered', 'over broken']])
  })

  it('goes the way that the answer says, and is addressed to whom it names', () => {
    const it = calling()
    it.hear(answer(it, 200, { more: [['Record-Route', '<sip:a;lr>, <sip:b;lr>'], ['Record-Route', '<sip:c;lr>']] }))
    expect(it.requests('ACK').map(({ uri, headers }) => [uri, valuesOf(headers, 'route')])).toEqual([['sip:theirs@10.0.0.1', ['<sip:c;lr>', '<sip:b;lr>', '<sip:a;lr>']]])
  })

  it('proof is given once, and once more where only its number was too old; ACK carries it too', () => {
    const it = calling()
    const asks = (more = '', status = 401) => it.hear(answer(it, status, { more: [[status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate', `Digest realm="pbx", nonce="n", qop="auth"${more}`]] }))
    asks('', 407)
    expect(it.requests('INVITE').map(({ cseq, headers }) => [cseq.number, valuesOf(headers, 'proxy-authorization').length])).toEqual([[1, 0], [2, 1]])
    asks(', stale=true', 407)
    it.hear(answer(it, 200))
    expect(it.requests('ACK').map(({ headers }) => valuesOf(headers, 'proxy-authorization').length)).toEqual([0, 0, 1])
    const other = calling()
    for (let times = 0; times < 5; times++) other.hear(answer(other, 401, { more: [['WWW-Authenticate', 'Digest realm="pbx", nonce="n"']] }))
    expect([other.requests('INVITE').length, other.news]).toEqual([2, ['over 401']])
  })

  it('their own requests are answered to where they come from, once for each', () => {
    const it = calling()
    it.hear(answer(it, 200))
    const key = ask('INFO', { cseq: 5, body: 'Signal=4' })
    it.hear(key)
    it.hear(key)
    it.hear(ask('INFO', { cseq: 4, body: 'Signal=5' }))
    const answers = it.sent.filter((one) => one.kind === 'response')
    expect(answers.map(({ status, headers }) => [status, valuesOf(headers, 'via')[0]])).toEqual([[200, 'SIP/2.0/UDP 10.0.0.1;rport=5060;received=10.0.0.1;branch=b5'], [200, expect.anything()], [500, expect.anything()]])
    expect(it.news).toEqual(['answered', 'key 4'])
  })

  it.each([
    ['REFER', {}, 405], ['SUBSCRIBE', {}, 405], ['CANCEL', {}, 481], ['OPTIONS', {}, 200], ['INVITE', {}, 488], ['INVITE', { body: theirSound }, 200], ['UPDATE', {}, 200], ['UPDATE', { body: 'v=0' }, 488],
    ['INFO', { type: 'text/plain', body: 'x' }, 415], ['INFO', {}, 200], ['BYE', {}, 200], ['BYE', { tag: 'other' }, 481], ['BYE', { ours: 'other' }, 481], ['BYE', { callId: 'other' }, 481],
  ])('%s %j is answered with %i', (method, how, status) => {
    const it = calling()
    it.hear(answer(it, 200))
    it.hear(ask(method, how))
    expect(it.sent.at(-1)).toMatchObject({ kind: 'response', status })
  })

  it('an answer to their INVITE is said until it is confirmed; unconfirmed, the call is over', () => {
    const it = calling()
    it.hear(answer(it, 200))
    it.hear(ask('INVITE', { cseq: 3, body: theirSound }))
    vi.advanceTimersByTime(1600)
    const count = it.sent.length
    it.hear(ask('ACK', { cseq: 3 }))
    vi.advanceTimersByTime(60_000)
    expect([count, it.sent.length, it.news]).toEqual([5, 5, ['answered', 'moved']])
    it.hear(ask('INVITE', { cseq: 4, body: theirSound }))
    vi.advanceTimersByTime(60_000)
    expect(it.news).toEqual(['answered', 'moved', 'moved', 'over theirs'])
  })
})

type Act = (it: Calling) => void
const tags = fc.constantFrom('theirs', 'second', '')
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(fc.constantFrom(100, 180, 183, 199), tags).map(([status, tag]): Act => (it) => it.hear(answer(it, status, { tag }))),
  fc.tuple(fc.constantFrom(200, 202, 302, 401, 407, 486, 487, 500, 603), tags, fc.constantFrom(theirSound, '', 'v=0')).map(([status, tag, body]): Act => (it) => it.hear(answer(it, status, { tag, body, more: [['WWW-Authenticate', 'Digest realm="a", nonce="b", stale=true']] }))),
  fc.tuple(fc.constantFrom('BYE', 'CANCEL', 'ACK'), fc.constantFrom(100, 200, 401, 481)).map(([method, status]): Act => (it) => it.hear(answer(it, status, { method }))),
  fc.tuple(fc.constantFrom('BYE', 'INFO', 'INVITE', 'UPDATE', 'ACK', 'OPTIONS', 'CANCEL', 'REFER'), fc.nat(20), tags, fc.constantFrom(theirSound, '', 'Signal=5')).map(([method, cseq, tag, body]): Act => (it) => it.hear(ask(method, { cseq, tag, body }))),
  fc.constant<Act>((it) => it.hear(answer(it, 200))),
  fc.nat(20).map((cseq): Act => (it) => it.hear(ask('INFO', { cseq, body: 'Signal=5' }))),
  fc.constant<Act>((it) => it.out.hangUp()),
  fc.constant<Act>((it) => it.out.lost('ECONNREFUSED')),
  fc.constantFrom(100, 600, 5000, 40_000).map((milliseconds): Act => () => void vi.advanceTimersByTime(milliseconds)),
  fc.uint8Array({ maxLength: 50 }).map((octets): Act => (it) => it.hear(Buffer.from(octets))),
)

describe('whatever a telephone system says, in whatever order', () => {
  it('a call ends once, is answered at most once, and everything that was answered is confirmed and hung up', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 25 }), fc.constantFrom('UDP' as const, 'TLS' as const), (acts, protocol) => {
      const it = calling(protocol)
      for (const one of acts) one(it)
      it.out.hangUp()
      vi.advanceTimersByTime(100_000)
      const calm = it.sent.length
      vi.advanceTimersByTime(100_000)
      expect(it.sent.length).toBe(calm)
      expect(it.news.filter((one) => one.startsWith('over'))).toHaveLength(1)
      expect(it.news.filter((one) => one === 'answered').length).toBeLessThanOrEqual(1)
      // Nothing of a person is heard before the answer or after the end.
      const [from, to] = [it.news.indexOf('answered'), it.news.findIndex((one) => one.startsWith('over'))]
      for (const [at, one] of it.news.entries()) if (one.startsWith('key') || one === 'moved') expect(from >= 0 && from < at && at < to).toBe(true)
      const confirmed = new Set(it.requests('ACK').filter(({ uri }) => uri !== 'sip:1@pbx').map(({ toTag }) => toTag))
      const ended = new Set(it.requests('BYE').map(({ toTag }) => toTag))
      // Who hung up by themselves need not be hung up.
      const missing = [...confirmed].filter((tag) => !ended.has(tag))
      expect(missing.length).toBeLessThanOrEqual(it.news.includes('over theirs') ? 1 : 0)
      for (const { branch } of it.requests('CANCEL')) expect(it.requests('INVITE').some((one) => one.branch === branch)).toBe(true)
    }), { numRuns: runs(300) })
  })

  it('what is not of this call changes nothing', () => {
    const other = fc.constantFrom({ callId: 'other' }, { ours: 'other' }, { branch: 'other' })
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(180, 200, 401, 486, 603), other), { minLength: 1, maxLength: 10 }), fc.constantFrom(0, 180, 200), (forged, before) => {
      const it = calling()
      if (before) it.hear(answer(it, before))
      const [news, sent] = [[...it.news], it.sent.length]
      for (const [status, how] of forged) it.hear(answer(it, status, how))
      for (const [, how] of forged) if (!('branch' in how)) it.hear(ask('BYE', how))
      expect(it.news).toEqual(news)
      expect(it.sent.slice(sent).every((one) => one.kind === 'response' && one.status === 481)).toBe(true)
    }), { numRuns: runs(100) })
  })
})
