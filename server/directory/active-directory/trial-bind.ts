import { isIPv6 } from 'node:net'
import type { Secret } from '@gatehouse/contract'
import { Client, ResultCodeError } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { before, TimeUp } from './deadline.ts'
import type { Endpoint, SignIn } from './options.ts'
import { refusal } from './refusal.ts'
import { refusedData } from './refused-sign-in.ts'
import { secureSocket } from './secure-socket.ts'

/** What became of a sign-in as somebody. All but `wrong` mean that the password is theirs. */
export type TrialAnswer = 'right' | 'must-change' | 'password-expired' | 'hours' | 'workstation' | 'wrong'

// Windows errors (MS-ERREF 2.2) of a refused bind. These are said only to whoever has the password; of 52e, 775 (locked), 533 and 701
// that is not so, or they came between our look at the account and this.
const withThePassword: Readonly<Record<string, TrialAnswer>> = { '530': 'hours', '531': 'workstation', '532': 'password-expired', '773': 'must-change' }
// ERROR_NO_LOGON_SERVERS.
const CANNOT_TELL = '51f'

/**
 * Signs in once as somebody, on a connection of its own that is closed at once: nothing is ever asked with their rights.
 * @param name a distinguished name
 * @param password never empty: that would be an anonymous sign-in, which always succeeds (RFC 4513 §5.1.2)
 * @throws DirectoryProblem when the directory did not say; the try may have been counted all the same
 */
export async function trialBind(controller: Endpoint, signIn: SignIn, name: string, password: Secret, deadline: AbortSignal): Promise<TrialAnswer> {
  if (name === '' || password.reveal() === '') throw new Error('an anonymous sign-in is no trial')
  const socket = await secureSocket(controller, signIn, deadline)
  const client = new Client({ url: `ldaps://${isIPv6(controller.host) ? `[${controller.host}]` : controller.host}`, createSecureConnection: () => socket })
  try {
    await before(deadline, client.bind(name, password.reveal()))
    return 'right'
  } catch (error) {
    if (error instanceof ResultCodeError) return answerIn(error)
    throw new DirectoryProblem('unreachable', error instanceof TimeUp ? "no answer to a person's sign-in" : "hung up at a person's sign-in")
  } finally {
    await before(AbortSignal.timeout(GOOD_BYE), client.unbind()).catch(() => undefined)
    socket.destroy()
  }
}

const GOOD_BYE = 500
const INVALID_CREDENTIALS = 49

function answerIn(error: ResultCodeError): TrialAnswer {
  if (error.code !== INVALID_CREDENTIALS) throw refusal(error)
  const data = refusedData(error)
  if (data === CANNOT_TELL) throw new DirectoryProblem('unreachable', 'it cannot check passwords and reaches no controller that can (LDAP 49, data 51f)')
  return (data === undefined ? undefined : withThePassword[data]) ?? 'wrong'
}
