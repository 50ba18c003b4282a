import { DirectoryProblem } from '../../../recovery/ports.ts'
import type { Endpoint, SignIn } from '../options.ts'
import { type Finding, findingsAbout } from './finding.ts'
import { openSession, type Session } from './session.ts'

/** Signs in as the service account. @returns a session to look around with, where it worked, to be ended by whoever gets it */
export async function signInFinding(controller: Endpoint, signIn: SignIn, limit: number): Promise<{ finding: Finding; session?: Session }> {
  const { ok, missing } = findingsAbout(`${controller.host}:${controller.port}`)
  const { user } = signIn.bind
  try {
    return { finding: ok('sign-in', `${user} is let in`), session: await openSession(controller, signIn, limit) }
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    return { finding: missing('sign-in', `${user} is not let in: ${error.message.replace(/^[a-z-]+: /u, '')}`, mendOf(error.message, user)) }
  }
}

const byReason: readonly (readonly [RegExp, (account: string) => string])[] = [
  [/data 52e/u, (account) => `if the password in \`passwordFile\` is wrong: Set-ADAccountPassword ${account} -Reset; if the name is: \`bindUser\``],
  [/data 530/u, (account) => `Set-ADUser ${account} -Clear logonHours`],
  [/data 531/u, (account) => `Set-ADUser ${account} -LogonWorkstations $null`],
  [/data (532|773)/u, (account) => `Set-ADAccountPassword ${account} -Reset; Set-ADUser ${account} -ChangePasswordAtLogon $false -PasswordNeverExpires $true`],
  [/data 533/u, (account) => `Enable-ADAccount ${account}`],
  [/data 701/u, (account) => `Clear-ADAccountExpiration ${account}`],
  [/data 775/u, (account) => `Unlock-ADAccount ${account}; then find out who uses its old password`],
]

function mendOf(message: string, user: string): string {
  // Those commands take the name before the @, or a distinguished name.
  const account = user.includes('=') ? `'${user}'` : user.replace(/^.*\\|@.*$/gu, '')
  const found = byReason.find(([reason]) => reason.test(message))
  return found ? found[1](account) : 'see the lines before this one'
}
