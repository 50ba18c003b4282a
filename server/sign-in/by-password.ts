import type { Directory } from '../recovery/ports.ts'
import { admitted } from './admitted.ts'
import type { SignIn, SignInDirectory, Turns } from './ports.ts'

type Parts = { readonly directory: Pick<Directory, 'find'> & SignInDirectory; readonly turns: Turns }

/** The same is asked for everybody, whether they are there or not, and whether their password is tried or not (S-10). */
export function byPassword({ directory, turns }: Parts): SignIn['password'] {
  return async (account, password) => {
    const person = await directory.find(account)
    const end = await turns.take(person ?? `nobody ${account.toLowerCase()}`)
    if (!end) {
      await directory.tryPassword(undefined, account, password)
      return { kind: 'too-close' }
    }
    try {
      const tried = await directory.tryPassword(person, account, password)
      if (tried.kind === 'wrong' || tried.kind === 'too-close') return tried
      if (person === undefined) throw new Error('a password of nobody was right')
      const own = admitted(person, tried.account)
      // The directory's word is newer than our look at the account; but a protected one is told nothing else.
      return tried.kind === 'right' || (own.kind === 'not-possible' && own.why === 'protected') ? own : { kind: 'not-possible', why: tried.why }
    } finally {
      await end()
    }
  }
}
