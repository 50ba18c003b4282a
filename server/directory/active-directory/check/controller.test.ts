import { expect, test } from 'vitest'
import { domainOf } from '../domain.ts'
import { controllerFindings } from './controller.ts'

const domain = domainOf('DC=corp,DC=example')
const root = {
  dn: '', defaultNamingContext: 'DC=Corp,DC=example', currentTime: '20260504100000.0Z',
  supportedCapabilities: ['1.2.840.113556.1.4.800'], supportedControl: ['1.2.840.113556.1.4.2239'],
}
const at = Date.UTC(2026, 4, 4, 10)
const states = (different: object, now = at) =>
  Object.fromEntries(controllerFindings({ host: 'dc1', port: 636 }, { ...root, ...different }, domain, 'where-possible', now).map(({ check, state }) => [check, state]))
const fine = { domain: 'ok', clock: 'ok', 'read-only': 'ok', history: 'ok' }

test('a writable controller of ours with the right time and the newest controls', () => {
  expect(states({})).toEqual(fine)
})

test.each([
  ['read-only', { supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1920'] }, { 'read-only': 'warning' }],
  ['without policy hints', { supportedControl: ['1.2.840.113556.1.4.801'] }, { history: 'warning' }],
  ['with the old number of policy hints alone, which counts', { supportedControl: ['1.2.840.113556.1.4.2066'] }, {}],
  ['of another domain', { defaultNamingContext: 'DC=other,DC=example' }, { domain: 'missing' }],
  ['a minute late', { currentTime: '20260504095859.0Z' }, { clock: 'warning' }],
  ['five minutes early', { currentTime: '20260504100501.0Z' }, { clock: 'missing' }],
  ['that does not tell its time', { currentTime: 'noon' }, { clock: 'warning' }],
])('a controller %s', (_, different, expected) => {
  expect(states(different)).toEqual({ ...fine, ...expected })
})

test('a history that the settings require and the controller does not know', () => {
  const findings = controllerFindings({ host: 'dc1', port: 636 }, { ...root, supportedControl: [] }, domain, 'required', at)
  expect(findings.find(({ check }) => check === 'history')).toMatchObject({ state: 'missing' })
})
