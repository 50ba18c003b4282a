import { describe, expect, it, test } from 'vitest'
import { isBelow } from './below.ts'
import { type Belonging, misfit, type Names } from './fits.ts'

const names: Names = {
  groups: new Map([['CORP\\Board', 'S-1-5-21-1-2-3-10'], ['Drivers', 'S-1-5-21-1-2-3-11']]),
  units: new Map([['ou=berlin, dc=corp, dc=example', 'OU=Berlin,DC=corp,DC=example']]),
}
const ada: Belonging = { name: 'CN=Ada,OU=Sales,OU=Berlin,DC=corp,DC=example', groups: ['S-1-5-21-1-2-3-10', 'S-1-5-21-1-2-3-513'] }
const anywhere: ('workstation' | 'portal-inside' | 'portal-outside')[] = ['workstation', 'portal-inside', 'portal-outside']
const units = ['ou=berlin, dc=corp, dc=example']

describe('[F-15] whom a workflow is for', () => {
  it.each([
    ['everybody', { entrances: anywhere }, undefined],
    ['who is in one of its groups', { entrances: anywhere, groups: ['Drivers', 'CORP\\Board'] }, undefined],
    ['who is below its unit', { entrances: anywhere, units }, undefined],
    ['who is both', { entrances: anywhere, groups: ['CORP\\Board'], units }, undefined],
    ['nobody who is only one of both', { entrances: anywhere, groups: ['Drivers'], units }, 'groups' as const],
    ['nobody at another entrance', { entrances: ['portal-outside' as const], groups: ['CORP\\Board'] }, 'entrance' as const],
    ['nobody for a name that the directory does not know', { entrances: anywhere, groups: ['Bored'] }, 'groups' as const],
  ])('%s', (_, forWhom, why) => {
    expect(misfit(forWhom, 'workstation', ada, names)).toBe(why)
  })
})

test.each([
  ['OU=Berlin,DC=corp,DC=example', true],
  ['ou=BERLIN, dc=corp , DC = example', true],
  ['DC=corp,DC=example', true],
  ['CN=Ada,OU=Sales,OU=Berlin,DC=corp,DC=example', true],
  ['OU=lin,DC=corp,DC=example', false],
  ['OU=Berlin,DC=example', false],
  ['OU=East,OU=Sales,OU=Berlin,DC=corp,DC=example', false],
  ['', false],
])('below %s: %s', (unit, below) => {
  expect(isBelow(ada.name, unit)).toBe(below)
})

test('a comma in a name makes nobody a member of a unit', () => {
  expect(isBelow('CN=Eve\\,OU=Berlin,DC=corp,DC=example', 'OU=Berlin,DC=corp,DC=example')).toBe(false)
  expect(isBelow('CN=Eve\\\\,OU=Berlin,DC=corp,DC=example', 'OU=Berlin,DC=corp,DC=example')).toBe(true)
})
