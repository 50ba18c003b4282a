import { randomUUID } from 'node:crypto'
import { accountState } from './account-state.ts'
import type { Clone } from './clone.ts'
import type { Person } from './people.ts'
import { run } from './program.ts'

/**
 * Locks somebody out the way it happens: wrong passwords until the directory says locked.
 * @throws Error when it does not, after as many tries as no lock-out threshold of these tests allows
 */
export async function lockOut({ address, caFile, database }: Clone, person: Pick<Person, 'name' | 'upn'>): Promise<void> {
  const bind = ['-x', '-H', `ldaps://${address}`, '-D', person.upn, '-w']
  for (let tries = 1; tries <= 20; tries++) {
    // Never a former password: those do not count as wrong. Nobody's secret either, so it may be an argument.
    const ran = await run('ldapwhoami', [...bind, randomUUID()], { env: { LDAPTLS_CACERT: caFile } })
    // 49 invalid credentials is what is wanted; anything else tried nothing.
    if (ran.code !== 49) throw new Error(`a wrong sign-in of ${person.name} ended with ${ran.code}: ${ran.err}`)
    if (tries >= 3 && (await accountState(database, person.name))?.locked) return
  }
  throw new Error(`${person.name} is not locked after 20 wrong passwords: is the threshold 0?`)
}
