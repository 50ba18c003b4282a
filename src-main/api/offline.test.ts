import { AxiosError } from 'axios'
import { describe, expect, test } from 'vitest'
import { causeOf } from './offline.ts'

/** As axios hands it over: Chromium's word is in the message, or one cause deeper. */
const asAxios = (word: string) => new AxiosError(`net::${word}`)
const nested = (word: string) => Object.assign(new AxiosError('Network Error', 'ERR_NETWORK'), { cause: new Error(`net::${word}`) })

const table = [
  ['ERR_INTERNET_DISCONNECTED', 'no-network'],
  ['ERR_NETWORK_CHANGED', 'no-network'],
  ['ERR_NAME_NOT_RESOLVED', 'name-not-found'],
  ['ERR_DNS_TIMED_OUT', 'name-not-found'],
  ['ERR_UNEXPECTED_PROXY_AUTH', 'proxy-sign-in'],
  ['ERR_PROXY_AUTH_UNSUPPORTED', 'proxy-sign-in'],
  ['ERR_PROXY_CONNECTION_FAILED', 'proxy-unreachable'],
  ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy-unreachable'],
  ['ERR_PROXY_CERTIFICATE_INVALID', 'proxy-unreachable'],
  ['ERR_PAC_SCRIPT_FAILED', 'proxy-unreachable'],
  ['ERR_SOCKS_CONNECTION_FAILED', 'proxy-unreachable'],
  ['ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy-unreachable'],
  ['ERR_CERT_AUTHORITY_INVALID', 'certificate-not-trusted'],
  ['ERR_CERT_DATE_INVALID', 'certificate-date'],
  ['ERR_CERT_COMMON_NAME_INVALID', 'certificate-not-trusted'],
  ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'certificate-not-trusted'],
  ['ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'certificate-not-trusted'],
  ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'certificate-not-trusted'],
  ['ERR_SSL_PROTOCOL_ERROR', 'not-our-server'],
  ['ERR_INVALID_HTTP_RESPONSE', 'not-our-server'],
  ['ERR_TOO_MANY_REDIRECTS', 'not-our-server'],
  ['ERR_BLOCKED_BY_CLIENT', 'not-our-server'],
  ['ERR_CONNECTION_TIMED_OUT', 'timed-out'],
  ['ERR_TIMED_OUT', 'timed-out'],
  ['ERR_CONNECTION_REFUSED', 'server-unreachable'],
  ['ERR_CONNECTION_RESET', 'server-unreachable'],
  ['ERR_CONNECTION_CLOSED', 'server-unreachable'],
  ['ERR_EMPTY_RESPONSE', 'server-unreachable'],
  ['ERR_ADDRESS_UNREACHABLE', 'server-unreachable'],
  ['ERR_SOMETHING_THAT_CAME_LATER', 'server-unreachable'],
] as const

describe("Chromium's words become ours", () => {
  test.each(table)('%s is %s', (word, code) => {
    expect(causeOf(asAxios(word))).toEqual({ code, detail: word })
    expect(causeOf(nested(word))).toEqual({ code, detail: word })
  })
})

test('our own time limit', () => expect(causeOf(new AxiosError('timeout of 15000ms exceeded', 'ECONNABORTED')).code).toBe('timed-out'))
test('a redirect that is not followed', () => expect(causeOf(new Error('Redirect was cancelled')).code).toBe('not-our-server'))
test('an answer without end', () => expect(causeOf(new AxiosError('maxContentLength size of 262144 exceeded')).code).toBe('not-our-server'))
test('anything else is a fault of ours', () => {
  expect(causeOf(new TypeError('x is not a function')).code).toBe('client-fault')
  expect(causeOf('odd').code).toBe('client-fault')
})
test('[S-04] nothing of the request is in the cause: the error carries all that was typed', () => {
  const error = Object.assign(new AxiosError('net::ERR_CONNECTION_RESET'), { config: { data: '{"password":"Hunter2-hunter2"}' } })
  expect(JSON.stringify(causeOf(error))).not.toContain('Hunter2')
})
