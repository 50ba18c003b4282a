import { entrances, Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { counting, freeSlot } from './counts.ts'
import type { Registered, Registration } from './ports.ts'

const number = (slot: string, outsideFrom: number): Registration =>
  ({ kind: 'number', slot, value: new Secret('+491713920011'), origin: 'self', provedAt: 1000, outsideFrom, confirmedAt: 1000 })
const registered = (...numbers: Registration[]): Registered => ({ person: 'ada', version: 1, has: { number: numbers, mail: [], answer: [] }, former: [] })

test('[S-16] what is new counts at once at the workstation and inside, and outside only once it has rested', () => {
  const ada = registered(number('1', 5000), number('2', 2000))
  const slotsAt = (now: number) => entrances.map((entrance) => [entrance, counting(ada, 'number', entrance, now).map(({ slot }) => slot)])
  expect(Object.fromEntries(slotsAt(4999))).toEqual({ 'workstation': ['1', '2'], 'portal-inside': ['1', '2'], 'portal-outside': ['2'] })
  expect(Object.fromEntries(slotsAt(5000))).toEqual({ 'workstation': ['1', '2'], 'portal-inside': ['1', '2'], 'portal-outside': ['1', '2'] })
})

test('[S-16] nothing of somebody who is frozen counts anywhere', () => {
  const frozen = { ...registered(number('1', 0)), frozen: { at: 1, caseNumber: '7K4P-29QX' } }
  for (const entrance of entrances) expect(counting(frozen, 'number', entrance, 9000)).toEqual([])
})

test('the next of its kind goes to the first free place', () => {
  expect([registered(), registered(number('1', 0)), registered(number('2', 0)), registered(number('1', 0), number('2', 0))].map((one) => freeSlot(one, 'number')))
    .toEqual(['1', '2', '1', undefined])
})
