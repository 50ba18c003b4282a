import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { refusal } from './refusal.ts'
import { refusedSignIn, WrongServicePassword } from './refused-sign-in.ts'

const WINDOWS_UNWILLING = '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0\n'

test.each([
  ['Windows refuses a password', 53, WINDOWS_UNWILLING, 'password-refused'],
  ['Samba 4.17 refuses a password', 19, '0000052D: Constraint violation - check_password_restrictions: the password is too short.', 'password-refused'],
  ['a small hexadecimal', 53, '0000052d: SvcErr', 'password-refused'],
  ['a password in a wrong form', 53, '00002035: setup_io: it is not quoted', 'denied'],
  ['a connection that it does not hold for secret', 53, '0000001F: SvcErr: DSID-031A1202, problem 5003 (WILL_NOT_PERFORM)', 'denied'],
  ['a missing right', 50, '00000005: SecErr: DSID-031A11EF, problem 4003 (INSUFF_ACCESS_RIGHTS)', 'denied'],
  ['no such object', 32, "0000208D: NameErr: DSID-03100245, problem 2001 (NO_OBJECT)", 'gone'],
  ['no such object, as Samba says it', 1, '00002030: Could not find entry', 'gone'],
  ['a read-only domain controller', 10, '0000202B: RefErr: DSID-031007F9, data 0', 'denied'],
  ['a control that nobody knows', 12, '00002040: SvcErr: DSID-0314020C', 'denied'],
  ['busy', 51, '', 'unreachable'],
  ['unavailable', 52, '', 'unreachable'],
  ['too slow', 3, '', 'unreachable'],
  ['a limit', 11, '', 'unreachable'],
  ['no sign-in', 1, '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation', 'denied'],
  ['anything else', 80, 'other', 'denied'],
])('%s', (_, code, message, kind) => {
  expect(refusal({ code, message }).kind).toBe(kind)
})

test('only the number with which a text begins counts: the rest may say anything', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(refusal({ code: 53, message: `00002035: ${text} 0000052D:` }).kind).toBe('denied')
  }), { numRuns: runs(300) })
})

test('[S-04] nothing of the text reaches the log', () => {
  const { message } = refusal({ code: 53, message: '0000052D: the password Copper-Kettle-12 of ada is bad' })
  expect(message).toBe("password-refused: the password breaks one of the domain's rules (LDAP 53, 0000052D)")
})

const bind = (data: string) => refusedSignIn({ code: 49, message: `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data ${data}, v1db1` })

test.each([
  ['52e', 'name or password is wrong'], ['525', 'name or password is wrong'], ['530', 'at this time'], ['531', 'from here'],
  ['532', 'has an expired password'], ['533', 'is disabled'], ['701', 'has expired'], ['773', 'must change its password'], ['775', 'is locked'],
])('a refused sign-in of the service account with data %s says: %s', (data, words) => {
  const problem = bind(data)
  expect(problem.kind).toBe('denied')
  expect(problem.message).toContain(words)
})

test('only a wrong password is one: what counts towards a lock-out must not be tried on', () => {
  expect(bind('52e')).toBeInstanceOf(WrongServicePassword)
  expect(bind('775')).not.toBeInstanceOf(WrongServicePassword)
  expect(refusedSignIn({ code: 49, message: '' })).toBeInstanceOf(WrongServicePassword)
  expect(refusedSignIn({ code: 51, message: '' })).toMatchObject({ kind: 'unreachable' })
})
