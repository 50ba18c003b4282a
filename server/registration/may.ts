import type { Entrance } from '@gatehouse/contract'
import type { Registered, Registration } from './ports.ts'
import type { Visit } from './visit.ts'

/**
 * What somebody may do at this moment (S-16).
 * - `free`: change what is registered
 * - `step-up`: only after a code to what is registered (`change`), or to what the company holds where they come from outside (`first`)
 * - `elsewhere`: nothing proves them here. `first`: nothing is registered, and they are not in the company's network. `change`: what is
 *   registered does not count here, or takes no code
 * - `frozen`: nothing, until an administrator has looked at it
 */
export type May = { readonly may: 'free' } | { readonly may: 'frozen' } | { readonly may: 'step-up' | 'elsewhere'; readonly why: 'first' | 'change' }

/**
 * Who may register first, and what a change needs. A first registration needs the company's network, or an address or number that the
 * company holds and that is proved by a code; an enrolled workstation and a code that the helpdesk issues will stand beside these two
 * as soon as there are any. Every change needs something that was there before this visit, proved in this visit: a stolen password,
 * or a PC that was left unlocked, changes nothing of somebody who has registered.
 * @param entrance as `lesser` says
 * @param provable how many numbers and addresses a code could be sent to here, to prove the person: registered ones, or the company's
 */
export function mayNow(visit: Visit, registered: Registered, entrance: Entrance, provable: number): May {
  if (registered.frozen) return { may: 'frozen' }
  if (visit.provedAt !== undefined) return { may: 'free' }
  const hadSomething = Object.values(registered.has).some((list) => list.some((one) => one.provedAt !== null && !isOwn(visit, one)))
  if (!hadSomething && entrance === 'portal-inside') return { may: 'free' }
  const why = hadSomething ? 'change' : 'first'
  return { may: provable > 0 ? 'step-up' : 'elsewhere', why }
}

/** Whether it was registered in this visit, and nobody has put another there since. */
export const isOwn = ({ own }: Visit, { kind, slot, provedAt }: Pick<Registration, 'kind' | 'slot' | 'provedAt'>) =>
  own.some((one) => one.kind === kind && one.slot === slot && one.provedAt === provedAt)

/** Where somebody counts as being: who signed in from outside, or has gone there, is outside. */
export const lesser = (signedIn: Entrance, now: Entrance): Entrance =>
  signedIn === 'portal-inside' && now === 'portal-inside' ? 'portal-inside' : 'portal-outside'
