import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { portal } from '../../registration-portal.scenario.ts'
import { type CallFate, type HeardAt, type VoiceLine, VoiceProblem } from '../../voice/line.ts'
import { visitCalls } from './call-for-visit.ts'

/** A voice process that says what the test wants; the real one is tried in ../../phone-call.peer.test.ts. */
async function calling(says: (keys: string) => HeardAt[], { fate = { fate: 'taken' }, down = false }: { fate?: CallFate; down?: boolean } = {}) {
  const world = portal({ calls: true })
  const ada = await world.signedIn()
  const { step } = await ada.offerNumber('030 901820', 'call')
  const script = says(step.kind === 'prove' ? step.call?.keys ?? '' : '')
  const did: string[] = []
  const voice: VoiceLine = {
    place: async ({ to, keysWanted, ringSeconds }) => { did.push(`calls ${to.reveal()} ${keysWanted} ${ringSeconds}`); return fate },
    async heard(_, __, signal) {
      const next = script.shift()
      if (!next) await new Promise<void>((done) => { if (signal?.aborted) done(); else signal?.addEventListener('abort', () => done()) })
      return next ? [next] : []
    },
    verdict: async (_, n, verdict) => void did.push(`${n} ${verdict}`),
    hangUp: async () => void did.push('hangs up'),
    check: async () => { if (down) throw new VoiceProblem('down') },
    close: async () => {},
  }
  const log = { info() {}, warn() {}, error(fields: object) { throw new Error(JSON.stringify(fields)) } }
  const { carry, close } = visitCalls({
    voice, visits: world.visits, hear: world.hear, company: 'Contoso', log, now: world.now, pause: () => new Promise((done) => setTimeout(done, 1)),
    rules: () => ({ phoneCall: { keys: 'pound', earlyNext: 'wait', ringSeconds: 25, tries: 3, calls: 3, secondsBetweenCalls: 30, restMinutes: 60 } }),
    throttle: { rest: async (to, minutes) => void did.push(`rests ${to.reveal()} ${minutes}`) },
  })
  const message = world.queued[0] ?? expect.fail('no call is queued')
  const call = () => carry(new Secret('+4930901820'), { id: 'a-call', code: new Secret('1'), language: 'de', seconds: 170 }, message)
  const state = async () => { const { step: now } = await ada.view(); return now.kind === 'prove' ? now.call?.state : now.kind }
  return { ada, call, close, did, state }
}
const called = 'calls +4930901820 digits 25'
const keyed = (n: number, keys: string): HeardAt => ({ n, what: 'keys', keys: new Secret(keys) })

test('[F-17] two digits are asked for whatever recoveries ask for, and the phone is told whether they are right', async () => {
  const one = await calling((keys) => [{ n: 1, what: 'answered' }, keyed(2, `${keys}0`), keyed(3, keys)])
  expect(await one.call()).toEqual({ fate: 'sent' })
  await expect.poll(one.state).toBe('confirmed')
  await expect.poll(() => one.did).toEqual([called, '2 wrong', '3 right'])
})

test('[S-16] after a 9 the number rests', async () => {
  const one = await calling(() => [keyed(1, '9')])
  await one.call()
  await expect.poll(() => one.did).toEqual([called, 'rests +4930901820 60', '1 stop'])
})

test('[S-12] who withdraws is hung up on, and so is everybody when the server stops', async () => {
  const one = await calling(() => [])
  await one.call()
  await one.ada.withdraw()
  await expect.poll(() => one.did).toEqual([called, 'hangs up'])
  const other = await calling(() => [])
  await other.call()
  await other.close()
  expect(other.did).toEqual([called, 'hangs up'])
})

test('[S-14] where nobody can call now it is tried again; what was refused is said, and not made later by itself', async () => {
  const down = await calling(() => [], { down: true })
  expect([await down.call(), down.did]).toEqual([{ fate: 'not-now', why: 'down' }, []])
  const refused = await calling(() => [], { fate: { fate: 'not-now', why: 'full' } })
  expect(await refused.call()).toEqual({ fate: 'refused', why: 'full' })
  await expect.poll(refused.state).toBe('network')
})
