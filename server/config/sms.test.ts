import { describe, expect, test } from 'vitest'
import { demo, load, mistakesIn } from './load.scenario.ts'

const provider = `  - kind: twilio
    account: AC0123
    passwordFile: password
    from: '+4930123456'
`
const sms = (providers: string, country = 'DE') => `${demo}sms:\n  country: ${country}\n  providers:\n${providers.replace(/^/gmu, '  ').trimEnd()}\n`

describe('the settings of SMS', () => {
  test('may be left out', async () => {
    expect(await load(demo)).toMatchObject({ ok: true, config: { mail: {} } })
    expect(JSON.stringify(await load(demo))).not.toContain('"sms"')
  })

  test('a provider has its address and its name by default, and its password from the file', async () => {
    const loaded = await load(sms(provider))
    expect(loaded).toMatchObject({
      ok: true,
      config: { sms: { country: 'DE', providers: [{ kind: 'twilio', name: 'twilio', url: 'https://api.twilio.com', account: 'AC0123', signIn: { user: 'AC0123' }, sender: { from: '+4930123456' } }] } },
    })
    expect(loaded.ok && loaded.config.sms?.providers[0]?.signIn.password.reveal()).toBe('p@ss word')
    expect(JSON.stringify(loaded)).not.toContain('p@ss')
  })

  const smpp = `  - kind: smpp
    host: smpp.provider.example
    user: examplecorp
    passwordFile: password
    from: ExampleCorp
`

  test('a message centre is spoken to over TLS, unless it is on this machine', async () => {
    expect(await load(sms(smpp))).toMatchObject({
      ok: true, config: { sms: { providers: [{ kind: 'smpp', name: 'smpp', port: 3550, tls: true, systemType: '', window: 10, from: 'ExampleCorp', signIn: { user: 'examplecorp' } }] } },
    })
    expect(await mistakesIn(sms(smpp.replace('smpp.provider.example', '127.0.0.1\n    tls: false')))).toEqual([])
    expect((await mistakesIn(sms(`${smpp}    tls: false\n`))).join()).toContain('sms.providers.0.tls would send codes and the password in the clear; must be true, because `host` is not loopback')
    expect((await mistakesIn(sms(smpp.replace('examplecorp', 'more-than-15-octets')))).join()).toContain('sms.providers.0.user is longer than SMPP allows; must have at most 15 characters')
  })

  test('two of different kinds go together', async () => {
    const loaded = await load(sms(provider + smpp))
    expect(loaded.ok && loaded.config.sms?.providers.map(({ kind, makesOwnText }) => [kind, makesOwnText])).toEqual([['twilio', false], ['smpp', false]])
  })

  test('further mail servers have their own sign-in, and the sender of the first', async () => {
    const fallback = (more: string) => demo.replace('  from:', `  fallback:\n    - host: mail2.corp.example\n${more}  from:`)
    const loaded = await load(fallback('      user: gatehouse\n      passwordFile: password\n'))
    expect(loaded).toMatchObject({ ok: true, config: { mail: { fallback: [{ host: 'mail2.corp.example', port: 587, tls: 'starttls', from: 'gatehouse@corp.example' }] } } })
    expect(loaded.ok && loaded.config.mail.fallback?.[0]?.signIn?.password.reveal()).toBe('p@ss word')
    expect((await mistakesIn(fallback('      user: gatehouse\n'))).join()).toContain('mail.fallback.0.passwordFile is missing; must name a file that holds it')
    expect((await mistakesIn(fallback('      passwordFile: password\n'))).join()).toContain('mail.fallback.0.user is missing; must go with the password that is given for it')
  })

  const maker = `  maker:
    kind: twilio-verify
    account: AC0123
    passwordFile: password
    service: VA0123
`
  const made = (more = '') => `${demo}sms:\n  country: DE\n${maker}${more}`

  test('somebody else may make the codes, with a length and a life of their own; then nobody need carry ours', async () => {
    const loaded = await load(made())
    expect(loaded).toMatchObject({
      ok: true,
      config: { sms: { country: 'DE', providers: [], maker: { kind: 'twilio-verify', name: 'twilio-verify', url: 'https://verify.twilio.com', service: 'VA0123', codeDigits: 6, minutes: 10, signIn: { user: 'AC0123' } } } },
    })
    expect(loaded.ok && loaded.config.sms?.maker?.signIn.password.reveal()).toBe('p@ss word')
    expect(JSON.stringify(loaded)).not.toContain('p@ss')
    expect(await load(made(`  providers:\n${provider.replace(/^/gmu, '  ').trimEnd()}\n`))).toMatchObject({ ok: true, config: { sms: { maker: { name: 'twilio-verify' }, providers: [{ name: 'twilio' }] } } })
  })

  test.each<[string, string, string]>([
    ['a length that no screen takes', made('    codeDigits: 4\n'), '21:17: sms.maker.codeDigits is 4; must be a whole number from 6 to 8'],
    ['codes that live for days', made('    minutes: 1441\n'), '21:14: sms.maker.minutes is 1441; must be a whole number from 2 to 1440'],
    ['no service', made().replace(/ {4}service.*\n/u, ''), 'sms.maker.service is missing'],
    ['a maker in the clear', made('    url: http://verify.example\n'), '21:10: sms.maker.url would send codes and the password in the clear; must begin with https://'],
    ['a file that is not there', made().replace('password\n', 'nowhere\n'), '19:19: sms.maker.passwordFile names /etc/gatehouse/nowhere, which is not there'],
    ['nobody at all', `${demo}sms: { country: DE }\n`, '14:6: sms names nobody who sends; must have `providers`, or a `maker` of codes'],
  ])('%s', async (_, text, words) => {
    expect((await mistakesIn(text)).join('\n')).toContain(words)
  })

  test.each<[string, string, string]>([
    ['a setting that is none', sms(provider.replace('account', 'acount')), '18:7: sms.providers.0.acount is no setting; did you mean account?'],
    ['a provider of no known kind', sms(provider.replace('twilio', 'pigeon')), '17:13: sms.providers.0.kind is "pigeon"; must be one of'],
    ['a country that is none', sms(provider, 'UK'), '15:12: sms.country is no country; must be two capital letters of ISO 3166, like DE'],
    ['no provider', `${demo}sms: { country: DE, providers: [] }\n`, 'sms.providers names no provider; must name at least one'],
    ['a file that is not there', sms(provider.replace('password\n', 'nowhere\n')), '19:21: sms.providers.0.passwordFile names /etc/gatehouse/nowhere, which is not there'],
    ['a provider in the clear', sms(`${provider}    url: http://api.sms.example\n`), '21:12: sms.providers.0.url would send codes and the password in the clear; must begin with https://'],
    ['a password in the address', sms(`${provider}    url: https://a:b@api.sms.example\n`), '21:12: sms.providers.0.url holds more than an address; must be like https://api.twilio.com'],
    ['no sender', sms(provider.replace(/ {4}from.*\n/u, '')), 'sms.providers.0.from is missing; must be given, unless `messagingService` is'],
    ['two senders', sms(`${provider}    messagingService: MG0123\n`), '21:25: sms.providers.0.messagingService is given beside `from`; must be one of the two'],
    ['a sender that no telephone shows', sms(provider.replace('+4930123456', 'Example Corporation')), '20:13: sms.providers.0.from is no sender of messages; must be a number like +4930123456, or a name of up to 11 letters and digits'],
    ['two providers of one name', sms(provider + provider), 'sms.providers gives two providers one name; must give each a `name` of its own'],
  ])('%s', async (_, text, words) => {
    expect((await mistakesIn(text)).join('\n')).toContain(words)
  })

  test('a provider on this machine may be spoken to in the clear', async () => {
    for (const host of ['127.0.0.1:8080', '[::1]:8080', 'localhost']) expect(await mistakesIn(sms(`${provider}    url: http://${host}\n`))).toEqual([])
  })

  test('a list is nothing that a variable could hold', async () => {
    expect((await mistakesIn(demo, { GATEHOUSE_SMS_PROVIDERS: 'x' })).join()).toContain('GATEHOUSE_SMS_PROVIDERS: is no setting')
  })
})
