import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accountState } from './account-state.ts'
import type { Clone } from './clone.ts'
import { corp } from './corp.ts'
import type { Database } from './database.ts'
import { run } from './program.ts'

export type Refusal = 'wrong password' | 'unknown account' | 'locked' | 'disabled' | 'expired' | 'must change' | 'other'

/** What a sign-in came to; `text` is `kinit`'s own. */
export type SignIn = { answer: 'ok' } | { answer: 'refused'; reason: Refusal; text: string }

/**
 * Signs somebody in with MIT's `kinit`, as Windows would: a ticket from the domain's KDC. A wrong password counts once
 * towards the lock-out. Configuration and tickets live in a folder of this one call; the password goes in by standard
 * input. Nothing is left behind.
 */
export async function signIn(
  { address, folder, database }: Clone,
  name: string,
  password: string,
  realm: string = corp.realm,
): Promise<SignIn> {
  const own = await mkdtemp(join(folder, 'kinit-'))
  try {
    await writeFile(join(own, 'krb5.conf'), krb5Conf(address, realm))
    const env = { KRB5_CONFIG: join(own, 'krb5.conf'), KRB5CCNAME: `FILE:${join(own, 'tickets')}` }
    const ran = await run('kinit', [`${name}@${realm}`], { input: `${password}\n`, env })
    if (ran.code === 0) return { answer: 'ok' }
    const text = `${ran.out}${ran.err}`.trim()
    return { answer: 'refused', reason: await reason(text, database, name), text }
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** Kerberos says one thing for locked and disabled, and one for expired and must change: the directory knows which. */
async function reason(text: string, database: Database, name: string): Promise<Refusal> {
  if (/password incorrect|preauthentication failed/i.test(text)) return 'wrong password'
  if (/not found in kerberos database/i.test(text)) return 'unknown account'
  const state = await accountState(database, name)
  if (/credentials have been revoked/i.test(text)) return state?.disabled ? 'disabled' : state?.locked ? 'locked' : 'other'
  if (/password (has )?expired/i.test(text)) return state?.mustChange ? 'must change' : 'expired'
  return 'other'
}

/**
 * A configuration for `kinit` and its like. Over TCP only: a lost first datagram would cost a second, and a repeated one might count as
 * a second wrong try.
 */
export const krb5Conf = (address: string, realm: string = corp.realm): string => `[libdefaults]
  default_realm = ${realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
  udp_preference_limit = 1
[realms]
  ${realm} = {
    kdc = ${address}
  }
`
