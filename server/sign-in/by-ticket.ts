import { admitted } from './admitted.ts'
import type { Negotiated, SignInDirectory, TicketRefusal } from './ports.ts'
import type { Acceptor } from './tickets/acceptor.ts'

/** Windows makes no token of more than 48,000 bytes (MaxTokenSize), which are 64,000 characters. */
export const LONGEST_TOKEN = 64_000

/** What the ticket must be bound to (RFC 5929): `required`, or only where the browser says anything of it. */
export type Binding = { readonly required: boolean; readonly value: string | undefined }

type Parts = { readonly directory: Pick<SignInDirectory, 'ofTicket'>; readonly acceptor: Pick<Acceptor, 'take'>; readonly binding: () => Binding }

/** Whose ticket it is. What decides is the SID that the domain controller signed, never the name. */
export function byTicket({ directory, acceptor, binding }: Parts): (token: string) => Promise<Negotiated> {
  return async (token) => {
    if (token.length > LONGEST_TOKEN) return refused('too-long', `${token.length} characters`)
    const { required, value } = binding()
    const taken = await acceptor.take(token, value)
    if ('reason' in taken) return refused(taken.reason, taken.detail)
    if (required && !taken.bound) return refused('wrong-binding', 'it is bound to no channel')
    const { owner } = taken
    if (!owner) return refused('unnamed', 'it has no SID: its domain controller is older than November 2021, or the service account is spared the PAC')
    // A realm that ours trusts could say anything of an account's domain, but not that it is ours: its own name stands before it.
    const realm = taken.name.slice(taken.name.lastIndexOf('@') + 1)
    if (realm.toLowerCase() !== owner.domain.toLowerCase()) return refused('elsewhere', 'it names one realm, and its owner another')
    const found = await directory.ofTicket(realm, owner.sid)
    if (found === 'elsewhere') return refused(found, 'its realm is none of our domains')
    if (found === 'nobody') return refused(found, 'its owner is no person below the base of that domain')
    const own = admitted(found.person, found.account)
    return own.kind === 'signed-in' ? { ...own, token: taken.token } : own
  }
}

const refused = (reason: TicketRefusal, detail: string) => ({ kind: 'refused', reason, detail }) as const
