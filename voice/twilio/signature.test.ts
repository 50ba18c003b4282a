import { createHmac } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { isSigned } from './signature.ts'

/** The example of https://www.twilio.com/docs/usage/security#validating-requests. */
const theirs = {
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  form: new Map([['CallSid', 'CA1234567890ABCDE'], ['Caller', '+14158675309'], ['Digits', '1234'], ['From', '+14158675309'], ['To', '+18005551212']]),
  token: new Secret('12345'),
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
}

describe('a signature', () => {
  it("is Twilio's: their own example", () => {
    expect(isSigned(theirs)).toBe(true)
  })

  it('says nothing about another address, another parameter, another token', () => {
    expect(isSigned({ ...theirs, url: 'https://mycompany.com/myapp.php?foo=1' })).toBe(false)
    expect(isSigned({ ...theirs, form: new Map([...theirs.form, ['Digits', '1235']]) })).toBe(false)
    expect(isSigned({ ...theirs, form: new Map([...theirs.form, ['More', '']]) })).toBe(false)
    expect(isSigned({ ...theirs, token: new Secret('12346') })).toBe(false)
    for (const signature of ['', 'RSOYDt4T1cUTdK1PDd93/VVr8B8', 'RSOYDt4T1cUTdK1PDd93/VVr8B8=\n', 'x'.repeat(8000)]) expect(isSigned({ ...theirs, signature })).toBe(false)
  })

  it.each([['https://voice.corp.example:8544/a/b', 'https://voice.corp.example/a/b'], ['https://voice.corp.example/a/b', 'https://voice.corp.example:443/a/b'], ['https://voice.corp.example:8544/a/b', 'https://voice.corp.example:8544/a/b']])(
    'with the port or without it: %s', (url, signed) => {
      const token = new Secret('secret')
      const signature = createHmac('sha1', 'secret').update(`${signed}a1`).digest('base64')
      expect(isSigned({ url, form: new Map([['a', '1']]), token, signature })).toBe(true)
      expect(isSigned({ url: url.replace('corp', 'evil'), form: new Map([['a', '1']]), token, signature })).toBe(false)
    })
})
