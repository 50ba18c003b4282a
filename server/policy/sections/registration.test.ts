import { expect, test } from 'vitest'
import { loadPolicy } from '../load.ts'

const policy = (registration: string) => loadPolicy(`version: 1\nworkflows: [{ name: All, gates: [email-code], needed: 1 }]\nregistration: ${registration}\n`, 'policy.yaml')
const mistake = (registration: string) => {
  const loaded = policy(registration)
  return loaded.ok ? undefined : loaded.mistakes.map(({ path, what, right }) => `${path} ${what}; ${right}`).join()
}

test('[S-16] left out, everything can be registered, and what is new waits a day before it counts from outside', () => {
  const loaded = policy('{}')
  expect(loaded.ok && loaded.policy.registration).toEqual({ kinds: ['number', 'mail', 'questions'], fromDirectory: true, hoursBeforeOutside: 24, reconfirmDays: 180, linkDays: 14 })
  expect(loaded.ok && loaded.policy.notices).toEqual({ sms: false, manager: true })
})

test.each(['DE', 'US', 'GB', 'NP'])('%s is a country', (country) => {
  const loaded = policy(`{ defaultCountry: ${country} }`)
  expect(loaded.ok && loaded.policy.registration.defaultCountry).toBe(country)
})

test.each([
  ['{ defaultCountry: de }', 'registration.defaultCountry is no country; must be two capital letters of ISO 3166, like DE'],
  ['{ defaultCountry: XQ }', 'registration.defaultCountry is no country'],
  // Without quotes that is `false` in YAML 1.1, and a text in 1.2, which we read.
  ['{ defaultCountry: +49 }', 'registration.defaultCountry is 49; must be two capital letters'],
  ['{ kinds: [number, fax] }', 'registration.kinds.1 is "fax"; must be one of number, mail, questions'],
  ['{ kinds: [mail, mail] }', 'registration.kinds names something twice'],
  ['{ hoursBeforeOutside: 169 }', 'registration.hoursBeforeOutside is 169; must be at most 168'],
  ['{ linkDays: 0 }', 'registration.linkDays is 0; must be at least 1'],
])('%s is refused', (registration, words) => {
  expect(mistake(registration)).toContain(words)
})
