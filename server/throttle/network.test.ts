import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { networkOf } from './network.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['192.0.2.7:49152', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['[::ffff:192.0.2.7]:443', '192.0.2.7'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:0DB8:0000:0001::1', '2001:db8:0:1::/64'],
  ['[2001:db8:0:1::2]:443', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('[S-11] %s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each(['', 'unknown', '_hidden', '192.0.2.256', '192.0.2', '1:2', ':::', '2001:db8::1::2', '192.0.2.7, 192.0.2.8'])(
  '[S-11] %s, which a proxy might say, counts as one for all such', (address) => {
    expect(networkOf(address)).toBe('unreadable')
  })

test('[S-11] every address of an IPv6 network counts as the same, and only as that', () => {
  fc.assert(fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
    fc.pre(isIPv6(one) && isIPv6(other))
    expect(networkOf(one)).not.toBe('unreadable')
    const [network] = networkOf(one).split('/')
    if (networkOf(one).endsWith('/64')) expect(networkOf(`${network?.replace('::', '')}:1:2:3:4`)).toBe(networkOf(one))
  }), { numRuns: runs(300) })
})

test('whatever comes counts as something', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4(), fc.string({ unit: fc.constantFrom('0', ':', 'f', '.', '[', ']', '%', '/') })), (address) => {
    expect(networkOf(address)).toMatch(/^(\d+(\.\d+){3}|[\da-f]+(:[\da-f]+){3}::\/64|unreadable)$/u)
  }), { numRuns: runs(500) })
})
