import { isIPv6 } from 'node:net'
import { Attribute, Change, Client, type Control, type Entry, type Filter, ResultCodeError } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { before, TimeUp } from './deadline.ts'
import { texts } from './entry.ts'
import type { Endpoint, SignIn } from './options.ts'
import { refusal } from './refusal.ts'
import { refusedSignIn } from './refused-sign-in.ts'
import { secureSocket } from './secure-socket.ts'
import type { SignInPause } from './sign-in-pause.ts'

export type Search = {
  /** A distinguished name, `<GUID=…>`, or empty for the server's own entry. */
  readonly base: string
  /** Absent: the base alone. */
  readonly below?: Filter
  readonly attributes: readonly string[]
  /** Attributes that are bytes. */
  readonly bytes?: readonly string[]
  readonly controls?: readonly Control[]
}

/**
 * One connection, signed in. Requests on it run side by side. What the directory refuses is a DirectoryProblem; any other error
 * means that no answer came.
 */
export type Connection = {
  readonly isOpen: () => boolean
  readonly search: (search: Search) => Promise<readonly Entry[]>
  /** Whether the server lists a control, by its OID, among those that it knows. */
  readonly supports: (oid: string) => boolean
  /** Gives each attribute this one value, all in one change. */
  readonly replace: (target: string, values: Readonly<Record<string, string | Buffer>>, controls?: readonly Control[]) => Promise<void>
  /** Says good-bye. */
  readonly end: () => Promise<void>
  /**
   * Without a word, for one that does not answer. What has not left yet never will; what is on its way, or waits in the
   * directory, can still take effect later.
   */
  readonly cut: () => void
}

const GOOD_BYE_LIMIT = 1_000

/**
 * Connects and signs in.
 * @param limit milliseconds for both
 * @throws DirectoryProblem `unreachable` or `denied`
 */
export async function openConnection(controller: Endpoint, signIn: SignIn, pause: SignInPause, limit: number): Promise<Connection> {
  pause.over()
  const deadline = AbortSignal.timeout(limit)
  const socket = await secureSocket(controller, signIn, deadline)
  // ldapts opens a new connection by itself when one broke, without signing in. It gets this socket and no other.
  const client = new Client({ url: `ldaps://${isIPv6(controller.host) ? `[${controller.host}]` : controller.host}`, createSecureConnection: () => socket })
  const isOpen = () => client.isConnected && socket.readyState === 'open'
  let known: ReadonlySet<string>
  try {
    await pause.around(() => before(deadline, client.bind(signIn.bind.user, signIn.bind.password.reveal())).catch(refused))
    known = await before(deadline, knownControls(client))
  } catch (error) {
    socket.destroy()
    if (error instanceof DirectoryProblem) throw error
    throw new DirectoryProblem('unreachable', error instanceof TimeUp ? 'no answer to the sign-in' : 'hung up at the sign-in', { cause: error })
  }

  async function ask<T>(send: () => Promise<T>): Promise<T> {
    if (!isOpen()) throw new DirectoryProblem('unreachable', 'the connection closed before the request was sent')
    try {
      return await send()
    } catch (error) {
      throw error instanceof ResultCodeError ? refusal(error) : error
    }
  }

  return {
    isOpen,
    search: ({ base, below, attributes, bytes = [], controls = [] }) =>
      ask(async () => {
        const scope = below ? { scope: 'sub', filter: below } as const : { scope: 'base' } as const
        // A search at the domain's root also answers with referrals to its other parts: nobody is there.
        const { searchEntries } = await client.search(base, { ...scope, attributes: [...attributes], explicitBufferAttributes: [...bytes] }, [...controls])
        return searchEntries
      }),
    supports: (oid) => known.has(oid),
    replace: (target, values, controls = []) => ask(() => client.modify(target, Object.entries(values).map(replacement), [...controls])),
    end: async () => {
      const impatience = setTimeout(() => socket.destroy(), GOOD_BYE_LIMIT)
      await client.unbind().catch(() => undefined)
      clearTimeout(impatience)
    },
    cut: () => void socket.destroy(),
  }
}

async function knownControls(client: Client): Promise<ReadonlySet<string>> {
  const { searchEntries: [root] } = await client.search('', { scope: 'base', attributes: ['supportedControl'] })
  return new Set(root && texts(root, 'supportedControl'))
}

function refused(error: unknown): never {
  throw error instanceof ResultCodeError ? refusedSignIn(error) : error
}

function replacement([type, value]: [string, string | Buffer]): Change {
  const values = typeof value === 'string' ? [value] : [value]
  return new Change({ operation: 'replace', modification: new Attribute({ type, values }) })
}
