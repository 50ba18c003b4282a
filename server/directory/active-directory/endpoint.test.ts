import { expect, test } from 'vitest'
import { endpointOf } from './endpoint.ts'

test.each([
  ['ldaps://dc1.corp.example.test', { host: 'dc1.corp.example.test', port: 636 }],
  ['ldaps://dc1.corp.example.test:3269', { host: 'dc1.corp.example.test', port: 3269 }],
  ['ldaps://[::1]:1636', { host: '::1', port: 1636 }],
])('%s', (url, endpoint) => {
  expect(endpointOf(url)).toEqual(endpoint)
})

test.each(['ldap://dc1.corp.example.test', 'https://dc1.corp.example.test', 'ldaps://', 'dc1'])('%s is refused', (url) => {
  expect(() => endpointOf(url)).toThrow()
})
