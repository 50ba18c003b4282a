import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { challengeIn, credentials } from './digest.ts'

// RFC 7616 §3.9.1.
const sample = { realm: 'http-auth@example.org', nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v', opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS' }
const header = (algorithm: string, more = '') => `Digest realm="${sample.realm}", qop="auth, auth-int", algorithm=${algorithm}, nonce="${sample.nonce}", opaque="${sample.opaque}"${more}`
const who = { user: 'Mufasa', password: new Secret('Circle of Life') }
const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
const responseTo = (values: readonly string[]) => {
  const asked = challengeIn(values, undefined)
  return asked && /response="([0-9a-f]+)"/u.exec(credentials(asked, who, { method: 'GET', uri: '/dir/index.html' }, cnonce))?.[1]
}

describe('what a telephone system asks for before a call', () => {
  it.each([['MD5', '8ca523f5e9506fed4657c9700eebdbec'], ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1']])(
    'is answered with %s as RFC 7616 has it', (algorithm, response) => expect(responseTo([header(algorithm)])).toBe(response))

  it('is answered with the strongest that it takes', () => {
    expect(responseTo([header('MD5'), header('SHA-999'), header('SHA-256')])).toBe(responseTo([header('SHA-256')]))
  })

  it('of the years before qop is answered as RFC 2069 has it', () => {
    const asked = challengeIn(['Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'], undefined)
    expect(asked && credentials(asked, { user: 'Mufasa', password: new Secret('CircleOfLife') }, { method: 'GET', uri: '/dir/index.html' }, cnonce)).toBe(
      // The erratum of RFC 2069 (id 749).
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", response="1949323746fe6a43ef61f9606e7febea", algorithm=MD5')
  })

  it('of another realm than ours is not answered', () => {
    expect(challengeIn([header('MD5')], 'pbx.corp.example')).toBeUndefined()
    expect(challengeIn([header('MD5')], sample.realm)?.realm).toBe(sample.realm)
  })

  it.each([['another way than Digest', 'Basic realm="x"'], ['an algorithm that nobody has', header('MD4')], ['a whole body in the proof', header('MD5').replace('auth, auth-int', 'auth-int')], ['a quote within a name', 'Digest realm="a\\"b", nonce="1"'], ['nothing', '']])(
    'with %s is not answered', (_, value) => expect(challengeIn([value], undefined)).toBeUndefined())

  it('in any words does not throw', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.string({ unit: fc.constantFrom(...Array.from('Digest realm="nonce=,\\qop')), maxLength: 80 }).map((some) => `Digest ${some}`)), { maxLength: 5 }), (values) => {
      responseTo(values)
    }), { numRuns: runs(500) })
  })
})
