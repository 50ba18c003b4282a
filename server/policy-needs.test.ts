import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import type { SmsProviderConfig } from './config/config.ts'
import { factsIn } from './policy-needs.ts'

const provider = (more: Pick<Partial<SmsProviderConfig>, 'makesOwnText' | 'codeDigits'> = {}): SmsProviderConfig => ({
  kind: 'smpp', name: 'centre', host: 'smpp.example', port: 3550, tls: true, signIn: { user: 'u', password: new Secret('p') }, systemType: '', from: 'Contoso', window: 10, makesOwnText: false, ...more,
})
const sms = (more: Pick<Partial<SmsProviderConfig>, 'makesOwnText' | 'codeDigits'> = {}) => ({ sms: { country: 'DE' as const, providers: [provider(more)] } })

test('a policy must agree with whether there is a portal, and with who takes codes of one length only, or texts of their own', () => {
  const portal = { origin: 'https://reset.contoso.example', insideNetworks: [], effortBits: 0 }
  expect(factsIn({ portal, ...sms({ codeDigits: 7, makesOwnText: true }) })).toEqual({ makesOwnText: 'centre', calls: false, portal: true, sms: [{ name: 'centre', codeDigits: 7 }] })
  expect(factsIn(sms())).toEqual({ calls: false, portal: false, sms: [] })
  const maker = { kind: 'twilio-verify' as const, name: 'verify', url: 'https://verify.example', service: 'VA1', signIn: { user: 'u', password: new Secret('p') }, codeDigits: 6, minutes: 10 }
  expect(factsIn({ sms: { country: 'DE', maker, providers: [provider({ codeDigits: 7 })] } }), 'whose codes no provider carries').toEqual({
    calls: false, portal: false, makesOwnText: 'verify', sms: [{ name: 'verify', codeDigits: 6 }], maker: { name: 'verify', minutes: 10, alone: false },
  })
  expect(factsIn({ sms: { country: 'DE', maker, providers: [] } }).maker).toMatchObject({ alone: true })
  expect(factsIn({ voice: { at: { socket: '/run/voice.sock' }, key: new Secret('k') } })).toEqual({ calls: true, portal: false, sms: null })
  expect(factsIn({})).toEqual({ calls: false, portal: false, sms: null })
})
