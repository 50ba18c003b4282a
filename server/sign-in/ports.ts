import type { Secret } from '@gatehouse/contract'
import type { Account } from '../recovery/recovery.ts'

/** Somebody who has proved who they are. */
export type SignedIn = {
  /** objectGUID. */
  readonly person: string
  /** The account's short name, such as `ada`. */
  readonly account: string
  /** That and the person's own names, which no password and no answer may consist of. */
  readonly names: readonly string[]
}

/**
 * Why somebody who has proved who they are is not let in. They may be told: nobody else gets to hear it.
 * - `must-change`, `password-expired`: a new password must be set first, at Windows or in the reset portal
 * - `disabled`, `account-expired`, `hours`, `workstation`: as Active Directory says
 * - `protected`: an administrator's account or another that is never recovered here (S-17), so that nothing is registered for it
 */
export const notPossibleReasons = ['must-change', 'password-expired', 'disabled', 'account-expired', 'hours', 'workstation', 'protected'] as const
export type NotPossible = { readonly kind: 'not-possible'; readonly why: (typeof notPossibleReasons)[number] }

/**
 * Why a ticket is not taken. The person is asked for the password instead and told nothing of it; the log and the audit are.
 * - `no-kerberos`: NTLM, or nothing that Kerberos is in; `too-long`, `garbage`: no token at all
 * - `replayed`, `expired`, `clocks`, `wrong-key`, `wrong-binding`: as Kerberos says (RFC 4120 §7.5.9, RFC 5929)
 * - `elsewhere`: of a domain that is none of ours; `nobody`: no person of ours, such as a computer; `unnamed`: it has no SID to go by
 * - `not-running`: tickets cannot be looked at just now
 */
export const ticketRefusals = ['no-kerberos', 'too-long', 'garbage', 'replayed', 'expired', 'clocks', 'wrong-key', 'wrong-binding', 'elsewhere', 'nobody', 'unnamed', 'not-running', 'other'] as const
export type TicketRefusal = (typeof ticketRefusals)[number]

export type Negotiated =
  /** `token`: what goes back to the browser in `WWW-Authenticate: Negotiate`, by which it knows us; absent: it wants none. */
  | SignedIn & { readonly kind: 'signed-in'; readonly token: string | undefined }
  | NotPossible
  /** `detail`: for the log, without anything that could be a secret. */
  | { readonly kind: 'refused'; readonly reason: TicketRefusal; readonly detail: string }

export type PasswordJudged =
  | SignedIn & { readonly kind: 'signed-in' }
  | NotPossible
  /** Wrong, or of nobody, or of an account that is locked, disabled or expired: that is not told apart (S-10). */
  | { readonly kind: 'wrong' }
  /**
   * It was not tried: one wrong answer more would bring the account near its lock-out, or the same account is being tried just now.
   * To be shown with the same words as `wrong`, which name both: only accounts that are there have a count.
   */
  | { readonly kind: 'too-close' }

/**
 * How people sign in to the registration portal. Before either is called, whoever calls has taken the budgets of the address and the
 * typed name (`../throttle`), and lets every answer leave at even moments (`../recovery/evenly.ts`), far enough apart: a wrong
 * password is written down by the directory, which takes some twenty milliseconds more than to find nobody.
 */
export type SignIn = {
  /**
   * One leg, as browsers do it: there is no second one, and nothing is kept between requests.
   * @param token what stands behind `Negotiate ` in the header `Authorization`, as it came
   * @throws DirectoryProblem when the person cannot be looked up
   */
  readonly negotiate: ((token: string) => Promise<Negotiated>) | undefined
  /**
   * Tries a password at the controller that counts wrong ones, so seldom that the account is never locked by it.
   * @param account as it was typed: `CORP\ada`, `ada@corp.example` or `ada`
   * @throws DirectoryProblem
   */
  readonly password: (account: string, password: Secret) => Promise<PasswordJudged>
}

/** What signing in asks of the directory, beside `find`. */
export type SignInDirectory = {
  /**
   * Tries a password at the controller that counts the wrong ones, and only where enough are left; never of an account that is locked,
   * disabled or expired.
   * @param person objectGUID; undefined: nobody, for whom the same is done with a name that nobody has, and who is always wrong
   * @param typed the name as it was typed: it says where nobody is looked for
   * @throws DirectoryProblem
   */
  readonly tryPassword: (person: string | undefined, typed: string, password: Secret) => Promise<Tried>
  /**
   * Whose ticket it is.
   * @param realm of the account, such as `CORP.EXAMPLE`
   * @param sid its bytes (MS-DTYP 2.4.2.2): names are given away again, this never is
   * @returns `elsewhere`: the realm is none of our domains; `nobody`: no person there, such as a computer
   * @throws DirectoryProblem
   */
  readonly ofTicket: (realm: string, sid: Buffer) => Promise<{ readonly person: string; readonly account: Account } | 'elsewhere' | 'nobody'>
}

/** `right-but`: the password is theirs, and yet they could not sign in with it. */
export type Tried =
  | { readonly kind: 'right'; readonly account: Account }
  | { readonly kind: 'right-but'; readonly why: NotPossible['why']; readonly account: Account }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-close' }

/**
 * One trial of an account at a time, on all servers together: what each of them reads of the count would be the same, and each would
 * add one to it. @returns ends it; undefined: another is under way
 */
export type Turns = { readonly take: (account: string) => Promise<(() => Promise<void>) | undefined> }
