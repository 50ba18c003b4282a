import { REMINDER_TYPE, TICKET_TYPE } from '@gatehouse/contract/devices'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { judgeReminder, readReminder, takeNumber, type UsedNumbers, WINDOW } from './reminder.ts'
import { audience, device, newSigner, type Signer, signedBy } from './signed.scenario.ts'

const sid = 'S-1-5-21-1004336348-1177238915-682003330-1104'
const header = { typ: REMINDER_TYPE, alg: 'ES256', kid: device }
const claims = { aud: audience, sub: sid, seq: 3 }

describe('[S-06] a reminder ticket', () => {
  let signer: Signer
  let other: Signer
  beforeAll(async () => { [signer, other] = await Promise.all([newSigner(), newSigner()]) })

  async function judged(text: string) {
    const read = readReminder(text)
    return read.ok ? judgeReminder(read.value, signer.key, audience) : read
  }

  test('says who has signed in, in the name of the machine that signed it', async () => {
    const text = await signedBy(signer, { ...header, kid: device.toUpperCase() }, claims)
    expect(readReminder(text)).toMatchObject({ ok: true, value: { device } })
    expect(await judged(text)).toEqual({ ok: true, value: claims })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['that is the ticket of a recovery', () => signedBy(signer, { ...header, typ: TICKET_TYPE }, claims), 'header: typ'],
    ['whose header says more', () => signedBy(signer, { ...header, crit: [] }, claims), 'header: '],
    ['by another key', () => signedBy(other, header, claims), 'signature'],
    ['for another server', () => signedBy(signer, header, { ...claims, aud: 'https://elsewhere.example' }), 'aud'],
    ['of nobody', () => signedBy(signer, header, { ...claims, sub: undefined }), 'claims: sub'],
    ['of whoever a name says', () => signedBy(signer, header, { ...claims, sub: 'CORP\\ada' }), 'claims: sub'],
    ['of a SID with something behind it', () => signedBy(signer, header, { ...claims, sub: `${sid})(objectClass=*` }), 'claims: sub'],
    ['without a number', () => signedBy(signer, header, { ...claims, seq: undefined }), 'claims: seq'],
    ['with no whole number', () => signedBy(signer, header, { ...claims, seq: 1.5 }), 'claims: seq'],
    ['that is nothing', () => Promise.resolve(''), 'no compact JWS'],
  ])('%s is none', async (_, make, why) => {
    expect(await judged(await make())).toEqual({ ok: false, why: expect.stringContaining(why) as string })
  })
})

describe('[S-06] the numbers of reminders', () => {
  /** @returns which of these were taken, in the order in which they came */
  function taken(numbers: readonly number[]): boolean[] {
    let used: UsedNumbers = { highest: 0, window: 0 }
    return numbers.map((seq) => {
      const next = takeNumber(used, seq)
      used = next ?? used
      return next !== undefined
    })
  }

  test('count once each, in whatever order they come', () => {
    expect(taken([3, 1, 2, 1, 2, 3])).toEqual([true, true, true, false, false, false])
  })

  test('are too old once so many greater ones were used that nobody can tell any more', () => {
    expect(taken([1000, 1000 - WINDOW + 1, 1000 - WINDOW, 1])).toEqual([true, true, false, false])
    expect(taken([1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])).toEqual([true, true, false])
  })

  test('are as a list of all that were used would have it', () => {
    const near = fc.array(fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 5000 })), { maxLength: 120 })
    fc.assert(fc.property(near, (numbers) => {
      const used = new Set<number>()
      let highest = 0
      const expected = numbers.map((seq) => {
        if (used.has(seq) || seq <= highest - WINDOW) return false
        used.add(seq)
        highest = Math.max(highest, seq)
        return true
      })
      expect(taken(numbers)).toEqual(expected)
    }), { numRuns: runs(300) })
  })
})
