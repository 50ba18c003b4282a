import { isIPv6 } from 'node:net'
import { Attribute, Change, Client, type Control, type Entry, type Filter, ResultCodeError } from 'ldapts'
import { DirectoryProblem } from '../../../recovery/ports.ts'
import { before } from '../deadline.ts'
import type { Endpoint, SignIn } from '../options.ts'
import { refusedSignIn } from '../refused-sign-in.ts'
import { secureSocket } from '../secure-socket.ts'

type Wanted = { readonly attributes: readonly string[]; readonly bytes?: readonly string[]; readonly controls?: readonly Control[] }

/** One connection of the service account, for looking around. */
export type Session = {
  /** @returns undefined when it is not there, or may not be seen */
  readonly entry: (base: string, wanted: Wanted) => Promise<Entry | undefined>
  /** @returns at most `most` of those below the base, page by page, as a domain controller gives them */
  readonly list: (base: string, filter: Filter, wanted: Wanted, most: number) => Promise<Entry[]>
  /**
   * Asks for a new password that is none: not in quotes, an odd number of bytes (MS-ADTS 3.1.1.3.1.5). No directory can take it, but one
   * that does not let us try says so first.
   * @returns the LDAP result code
   */
  readonly probeReset: (target: string) => Promise<number>
  readonly end: () => Promise<void>
}

const PAGE = 500
const NOT_A_PASSWORD = Buffer.from([0])
// RFC 4511 noSuchObject, and referral: another controller's.
const NOT_HERE = [32, 10]

/**
 * @param limit milliseconds for connecting and signing in, and for each question
 * @throws DirectoryProblem as `openConnection` does
 */
export async function openSession(controller: Endpoint, signIn: SignIn, limit: number): Promise<Session> {
  const soon = () => AbortSignal.timeout(limit)
  const socket = await secureSocket(controller, signIn, soon())
  const client = new Client({ url: `ldaps://${isIPv6(controller.host) ? `[${controller.host}]` : controller.host}`, createSecureConnection: () => socket })
  try {
    await before(soon(), client.bind(signIn.bind.user, signIn.bind.password.reveal()))
  } catch (error) {
    socket.destroy()
    if (error instanceof ResultCodeError) throw refusedSignIn(error)
    throw new DirectoryProblem('unreachable', 'no answer to the sign-in', { cause: error })
  }
  const plain = ({ attributes, bytes = [] }: Wanted) => ({ attributes: [...attributes], explicitBufferAttributes: [...bytes] })

  return {
    async entry(base, wanted) {
      try {
        const { searchEntries: [found] } = await before(soon(), client.search(base, { scope: 'base', ...plain(wanted) }, [...wanted.controls ?? []]))
        return found
      } catch (error) {
        if (error instanceof ResultCodeError && NOT_HERE.includes(error.code)) return undefined
        throw error
      }
    },
    async list(base, filter, wanted, most) {
      const found: Entry[] = []
      try {
        for await (const { searchEntries } of client.searchPaginated(base, { scope: 'sub', filter, paged: { pageSize: PAGE }, ...plain(wanted) }, [...wanted.controls ?? []])) {
          found.push(...searchEntries)
          if (found.length >= most) break
        }
      } catch (error) {
        if (!(error instanceof ResultCodeError) || !NOT_HERE.includes(error.code)) throw error
      }
      return found.slice(0, most)
    },
    async probeReset(target) {
      const modification = new Attribute({ type: 'unicodePwd', values: [NOT_A_PASSWORD] })
      try {
        await before(soon(), client.modify(target, new Change({ operation: 'replace', modification })))
        return 0
      } catch (error) {
        if (error instanceof ResultCodeError) return error.code
        throw error
      }
    },
    async end() {
      await before(soon(), client.unbind()).catch(() => undefined)
      socket.destroy()
    },
  }
}
