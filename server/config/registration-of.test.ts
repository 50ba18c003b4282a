import { expect, test } from 'vitest'
import { certificate } from './certificate.scenario.ts'
import { demo, load, mistakesIn, real } from './load.scenario.ts'

const negotiate = (more = '', principal = 'HTTP/register.corp.example') => `registration:\n  negotiate:\n    keytabFile: keytab\n    servicePrincipal: ${principal}\n${more}`

test('without the group nobody signs in with a ticket', async () => {
  expect(await load(real)).not.toHaveProperty('config.registration')
})

test('tickets are for the realm of the first domain, and bound to our own certificate where browsers bind them', async () => {
  expect(await load(`${real}${negotiate()}`)).toMatchObject({
    config: { registration: { negotiate: { keytabFile: '/etc/gatehouse/keytab', principal: 'HTTP/register.corp.example@CORP.EXAMPLE', binding: { required: false, certificate } } } },
  })
  expect(await load(`${real}${negotiate('', 'HTTP/register.corp.example@OTHER.EXAMPLE')}`)).toMatchObject({ config: { registration: { negotiate: { principal: 'HTTP/register.corp.example@OTHER.EXAMPLE' } } } })
})

test('behind a proxy our certificate is not the one that browsers see: another is looked at when it is named, and none when none is', async () => {
  const behind = real.replace('listen:\n', 'listen:\n  proxies: [192.0.2.7]\n')
  const binding = async (settings: string) => {
    const loaded = await load(settings)
    return loaded.ok ? loaded.config.registration?.negotiate?.binding : undefined
  }
  expect(await binding(`${behind}${negotiate()}`)).toEqual({ required: false })
  expect(await binding(`${behind}${negotiate('    certificateFile: certificate\n')}`)).toEqual({ required: false, certificate })
  expect(await binding(`${behind}${negotiate('    certificateFile: certificate\n    channelBinding: required\n')}`)).toEqual({ required: true, certificate })
  expect(await binding(`${real}${negotiate('    channelBinding: off\n')}`)).toEqual({ required: false })
  expect((await mistakesIn(`${behind}${negotiate('    channelBinding: required\n')}`)).join()).toContain('registration.negotiate.certificateFile is missing')
})

test.each(['register.corp.example', 'HTTP/Register.corp.example', 'HTTP/register.corp.example@corp.example', 'HTTP/register.corp.example/more', 'host/register.corp.example'])('%s is no principal of a portal', async (principal) => {
  expect((await mistakesIn(`${real}${negotiate('', principal)}`)).join()).toContain('registration.negotiate.servicePrincipal is no service principal name')
})

test('the demo is in no realm', async () => {
  expect((await mistakesIn(`${demo}${negotiate()}`)).join()).toContain('registration.negotiate is given beside the demo directory')
})

test('what is no keytab is named before anything starts, and so is one that everybody may read', async () => {
  expect((await mistakesIn(`${real}${negotiate().replace('File: keytab', 'File: password')}`)).join()).toContain('registration.negotiate.keytabFile names /etc/gatehouse/password, which holds no keytab; must hold what ktpass writes')
  expect((await mistakesIn(`${real}${negotiate()}`, {}, { '/etc/gatehouse/keytab': { text: '\u0005\u0002', mode: 0o644 } })).join()).toContain('which everybody on this machine can read or change')
})
