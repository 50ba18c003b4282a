import { expect, test } from 'vitest'
import { arrivedAt } from './arrived.ts'
import type { Controller } from './controller.ts'
import { ofWorkstation } from './of-workstation.ts'

const account = (pwdLastSet: string, computed = '0') => ({ dn: 'CN=Ada', pwdLastSet, 'msDS-User-Account-Control-Computed': computed })
const LOCKED = '16'

test.each([
  ['an unlock', 'unlock', account('1'), account('1'), true],
  ['an unlock that is not there yet', 'unlock', account('1'), account('1', LOCKED), false],
  ['an unlock, where an older password is still known', 'unlock', account('2'), account('1'), true],
  ['a set password', 'set-password', account('2'), account('2'), true],
  ['a set password that is not there yet', 'set-password', account('2'), account('1'), false],
  ['a set password where the account is locked', 'set-password', account('2'), account('2', LOCKED), false],
  ['an account that is not there at all', 'unlock', account('1'), undefined, undefined],
  ['an account that has gone', 'set-password', undefined, account('1'), undefined],
] as const)('%s: whether it has arrived', (_, choice, changed, there, arrived) => {
  expect(arrivedAt(choice, changed, there)).toBe(arrived)
})

/** A controller that was spoken to, or answers with its site when it is. */
function controller(host: string, { site, resting = false, silent = false }: { site?: string; resting?: boolean; silent?: boolean } = {}): Controller {
  const facts = { settings: '', host, site, readOnly: false, invocation: undefined }
  return {
    endpoint: { host, port: 636 }, resting: () => resting, known: () => undefined,
    facts: () => (silent ? Promise.reject(new Error('away')) : Promise.resolve(facts)),
    read: () => Promise.reject(new Error('not asked')), write: () => Promise.reject(new Error('not asked')), close: () => Promise.resolve(),
  }
}
const all = [
  controller('dc1.corp.example', { site: 'Hamburg' }), controller('dc2.corp.example', { site: 'Berlin', resting: true }), controller('dc3.corp.example', { silent: true }),
  controller('DC4.corp.example', { site: 'Berlin' }),
]

test.each([
  ['its name', { controller: 'dc2.corp.example' }, 'dc2.corp.example'],
  ['its name in other letters', { controller: 'Dc4.CORP.example' }, 'DC4.corp.example'],
  ['its short name', { controller: 'DC2' }, 'dc2.corp.example'],
  ['a name of the same beginning', { controller: 'dc2.evil.example' }, undefined],
  ['its site: one there that answers', { site: 'berlin' }, 'DC4.corp.example'],
  ['a name that we do not know, and its site', { controller: 'dc9.corp.example', site: 'Hamburg' }, 'dc1.corp.example'],
  ['a site that none of ours is in', { site: 'Rome' }, undefined],
  ['nothing', {}, undefined],
])('the controller of a workstation by %s', async (_, said, host) => {
  expect((await ofWorkstation(said, all, AbortSignal.timeout(1_000)))?.endpoint.host).toBe(host)
})
