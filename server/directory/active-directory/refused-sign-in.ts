import { DirectoryProblem } from '../../recovery/ports.ts'
import { type Answer, refusal } from './refusal.ts'

/** The service account's own password is wrong: trying on would lock it. */
export class WrongServicePassword extends DirectoryProblem {
  constructor() {
    super('denied', "the service account's name or password is wrong (LDAP 49, data 52e)")
    this.name = 'WrongServicePassword'
  }
}

// RFC 4511 invalidCredentials.
const INVALID_CREDENTIALS = 49

/** @returns the Windows error in a refused bind, such as `52e`; undefined where it names none */
export const refusedData = ({ code, message }: Answer): string | undefined =>
  code === INVALID_CREDENTIALS ? /\bdata ([0-9a-f]{1,8})\b/i.exec(message)?.[1]?.toLowerCase() : undefined

// Windows errors (MS-ERREF 2.2) that Active Directory names as `data` when a bind fails (MS-ADTS 5.1.1.1.1).
const reasons: Readonly<Record<string, string>> = {
  '530': 'may not sign in at this time', // ERROR_INVALID_LOGON_HOURS
  '531': 'may not sign in from here', // ERROR_INVALID_WORKSTATION
  '532': 'has an expired password', // ERROR_PASSWORD_EXPIRED
  '533': 'is disabled', // ERROR_ACCOUNT_DISABLED
  '701': 'has expired', // ERROR_ACCOUNT_EXPIRED
  '773': 'must change its password', // ERROR_PASSWORD_MUST_CHANGE
  '775': 'is locked', // ERROR_ACCOUNT_LOCKED_OUT
}

/** @returns the problem that a refused bind of the service account means */
export function refusedSignIn(answer: Answer): DirectoryProblem {
  if (answer.code !== INVALID_CREDENTIALS) return refusal(answer)
  const data = refusedData(answer)
  // ERROR_NO_LOGON_SERVERS: a read-only controller that does not know the password and reaches nobody who does.
  if (data === '51f') return new DirectoryProblem('unreachable', 'it cannot check passwords and reaches no controller that can (LDAP 49, data 51f)')
  const reason = data === undefined ? undefined : reasons[data]
  return reason === undefined
    ? new WrongServicePassword()
    : new DirectoryProblem('denied', `the service account ${reason} (LDAP 49, data ${data ?? ''})`)
}
