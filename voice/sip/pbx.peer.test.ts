import { describe, expect, it } from 'vitest'
import { withPeer } from '../../test/peers/needs.ts'
import { keyed } from '../../test/peers/sipp/recording.ts'
import {
  acknowledged, answers, answersLate, confirms, dtmfRelay, hungUpByUs, invited, isTold, pickedUp, plays, receives, ringing, says, sound, type Step, trying, waits,
} from '../../test/peers/sipp/scenario.ts'
import { recorded, sippMissing } from '../../test/peers/sipp/sipp.ts'
import type { Verdict } from '../provider.ts'
import { ear, scene } from './calling.scenario.ts'

const keys = (text: string) => ({ pcaps: { 'keys.pcap': keyed(text, { pause: 120 }) } })

withPeer('Calls through a telephone system', sippMissing(), () => {
  const judge = scene(import.meta.url)
  const pbx: typeof judge.pbx = (steps, how) => judge.pbx(steps, how)
  const calling: typeof judge.call = (port, more) => judge.call(port, more)

  /** Answers what is keyed, one verdict after the other, until the call is over and the judge is content. */
  async function through(steps: readonly Step[], pcaps: Parameters<typeof judge.pbx>[1], verdicts: readonly Verdict[], more: Parameters<typeof judge.call>[1] = {}) {
    const system = await pbx(steps, pcaps)
    const its = calling(system.port, more)
    const line = await its.line()
    for (const [index, verdict] of verdicts.entries()) {
      await expect.poll(() => its.news.filter((one) => one.startsWith('keys')).length, { interval: 20 }).toBe(index + 1)
      line.say(verdict)
    }
    await its.until('hung-up')
    await system.content()
    return its.news
  }

  describe('[F-08] a person who answers', () => {
    it('keys two digits and #', async () => {
      expect(await through([...pickedUp, plays('keys.pcap'), ...hungUpByUs], keys('42#'), ['right'])).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
    })

    it('keys # alone, as a real telephone was recorded', async () => {
      expect(await through([...pickedUp, plays(recorded('#')), ...hungUpByUs], {}, ['right'], { call: { keysWanted: 'pound' } })).toEqual(['ringing', 'answered', 'keys ', 'hung-up'])
    })

    it('keys each digit of a real telephone', async () => {
      const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*']
      expect(await through([...pickedUp, ...digits.flatMap((key) => [plays(recorded(key)), waits(170)]), plays(recorded('#')), ...hungUpByUs], {}, ['right'])).toContain('keys 0123456789*')
    })

    it('keys wrong ones, hears so, and then the right ones', async () => {
      expect(await through([...pickedUp, plays('keys.pcap'), waits(3000), plays('more.pcap'), ...hungUpByUs], { pcaps: { 'keys.pcap': keyed('13#', { pause: 120 }), 'more.pcap': keyed('42#', { pause: 120, from: 5000 }) } }, ['wrong', 'right'])).toEqual(
        ['ringing', 'answered', 'keys 13', 'keys 42', 'hung-up'])
    })

    it('keys 9, which is heard at once', async () => {
      expect(await through([...pickedUp, plays(recorded('9')), ...hungUpByUs], {}, ['stop'])).toEqual(['ringing', 'answered', 'keys 9', 'hung-up'])
    })

    it('keys once, however often the end of a key is repeated and whatever of it is lost', async () => {
      const presses = [{ key: '5', at: 50, ends: 12 }, { key: '5', at: 350, lost: [0, 1, 2, 3, 4] }, { key: '#', at: 550, lost: [5, 6, 7] }]
      expect(await through([...pickedUp, plays('keys.pcap'), ...hungUpByUs], { pcaps: { 'keys.pcap': presses } }, ['right'])).toContain('keys 55')
    })

    it('keys through a system that says keys by INFO', async () => {
      const info = (key: string, cseq: number) => [says('INFO', cseq, dtmfRelay(key)), isTold(200)]
      expect(await through([invited(), trying, ringing, answers('200 OK', { body: sound({ events: false }), again: 200 }), acknowledged, ...info('4', 1), ...info('2', 2), ...info('#', 3), ...hungUpByUs], {}, ['right'])).toEqual(
        ['ringing', 'answered', 'keys 42', 'hung-up'])
    })

    it('keys through a system that says each key both ways, and each counts once', async () => {
      const both = (key: string, cseq: number) => [plays(recorded(key)), waits(60), says('INFO', cseq, dtmfRelay(key)), isTold(200), waits(120)]
      expect(await through([...pickedUp, ...both('4', 1), ...both('2', 2), ...both('#', 3), ...hungUpByUs], {}, ['right'])).toContain('keys 42')
    })

    it('hangs up while we speak', async () => {
      expect(await through([...pickedUp, waits(300), says('BYE', 1), isTold(200)], {}, [], { speech: () => Promise.resolve(new Int16Array(80_000)) })).toEqual(['ringing', 'answered', 'hung-up'])
    })

    it('is hung up on our wish', async () => {
      const system = await pbx([...pickedUp, ...hungUpByUs])
      const { line, until, news } = calling(system.port)
      await until('answered')
      ;(await line()).hangUp()
      await system.content()
      expect(news).toEqual(['ringing', 'answered', 'hung-up'])
    })
  })

  describe('[F-08] nobody answers', () => {
    it.each([['486 Busy Here', 'busy'], ['600 Busy Everywhere', 'busy'], ['603 Decline', 'busy'], ['480 Temporarily Unavailable', 'no-answer'], ['408 Request Timeout', 'no-answer'], ['404 Not Found', 'network'], ['503 Service Unavailable', 'network']])(
      'after ringing: %s', async (status, end) => {
        const system = await pbx([invited(), trying, ringing, answers(status), acknowledged])
        const { until, news } = calling(system.port)
        await until(end)
        await system.content()
        expect(news).toEqual(['ringing', end])
      })

    it.each([['404 Not Found', 'refused'], ['484 Address Incomplete', 'refused'], ['604 Does Not Exist Anywhere', 'refused'], ['302 Moved Temporarily', 'not-now'], ['503 Service Unavailable', 'not-now']])(
      'at once: %s: nothing was called, and nothing is heard', async (status, fate) => {
        const system = await pbx([invited(), trying, answers(status), acknowledged])
        const { placed, news } = calling(system.port)
        expect(await placed).toEqual({ fate, why: `SIP ${status.slice(0, 3)}` })
        await system.content()
        expect(news).toEqual([])
      })

    it('it rings for ever: we give up, and say so', async () => {
      const system = await pbx([invited(), trying, ringing, receives('CANCEL'), confirms(), answersLate('487 Request Terminated'), acknowledged])
      const { until, news } = calling(system.port, { call: { ringSeconds: 0.8 } })
      await until('no-answer')
      await system.content()
      expect(news).toEqual(['ringing', 'no-answer'])
    })

    it('until the moment when we give up: what was answered is hung up, and was no answer', async () => {
      const system = await pbx([invited(), trying, ringing, receives('CANCEL'), confirms(), answersLate('200 OK', { body: sound() }), acknowledged, ...hungUpByUs])
      const { until, news } = calling(system.port, { call: { ringSeconds: 0.8 } })
      await until('no-answer')
      await system.content()
      expect(news).toEqual(['ringing', 'no-answer'])
    })

    it('no telephone system says anything', async () => {
      const silent = await ear()
      const { placed, news } = calling(silent.port, { limits: { firstAnswer: 500 } })
      expect(await placed).toMatchObject({ fate: 'unknown' })
      silent.close()
      expect(news).toEqual(['network'])
    })

    it('no telephone system is there', async () => {
      const gone = await ear()
      gone.close()
      const { placed, news } = calling(gone.port)
      expect(await placed).toMatchObject({ fate: 'not-now' })
      expect(news).toEqual([])
    })

    it('a call without words is not made', async () => {
      const silent = await ear()
      const { placed } = calling(silent.port, { speech: () => Promise.reject(new Error('the program that speaks does not start: ENOENT')) })
      expect(await placed).toEqual({ fate: 'not-now', why: 'the program that speaks does not start: ENOENT' })
      expect(silent.packets).toEqual([])
      silent.close()
    })
  })
})
