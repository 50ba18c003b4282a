import { expect, test } from 'vitest'
import { isNetwork } from './networks.ts'

test.each(['192.0.2.1', '10.0.0.0/8', '192.0.2.1/32', '2001:db8::1', '2001:db8::/32', '::1/128'])('%s is an address or a network', (text) => {
  expect(isNetwork(text)).toBe(true)
})

test.each(['', 'proxy.corp.example', '192.0.2', '192.0.2.1/33', '192.0.2.1/', '192.0.2.1/08', '192.0.2.1/8/8', '2001:db8::/129', 'fe80::1%eth0'])(
  '%s is none', (text) => {
    expect(isNetwork(text)).toBe(false)
  })

test.each(['0.0.0.0/0', '::/0'])('%s would be everybody', (text) => {
  expect(isNetwork(text)).toBe(false)
})
