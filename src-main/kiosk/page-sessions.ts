import type { Session } from 'electron'
import { onlyScreens } from './guards.ts'

type Parts = {
  /** A new session in memory, which nothing of an earlier one reaches. */
  fresh: () => Session
  /** Makes the screens' files reachable in it. */
  serve: (session: Session) => void
  isAlive: (pid: number) => boolean
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /** Calls back each time the process of the network has died: what was made before is of no use any more. */
  onNetworkGone: (renew: () => void) => void
}

/** How long the end of a page's process is waited for, and then that its session is cleared; and how long between two looks. Milliseconds. */
const LIMIT = 2000
const LOOK_EVERY = 10

export type PageSessions = {
  /** For the next page: a new one, or one of which everything is gone. */
  take: () => Session
  /**
   * Empties the session of a page that was destroyed. Never rejects.
   * @param drawnBy the page's process, where the page ended well; a session in which something went wrong serves nobody again
   */
  giveBack: (session: Session, drawnBy: number | undefined) => Promise<void>
}

/**
 * The sessions that pages live in. Electron keeps each that was ever made until the program ends, with close to a megabyte of memory in
 * two processes, and has no way to be rid of one. Where the program outlives recoveries, as in a window, one for each would fill
 * the memory. So a session that is empty beyond doubt serves the next page: its page ended well; the process of that page, which could
 * have written until its last moment, has ended; and Chromium says that everything in it was cleared since. In the kiosk none ever does:
 * there the program ends with the recovery, and only a page that was lost is followed by another.
 */
export function pageSessions({ fresh, serve, isAlive, wait, onNetworkGone }: Parts): PageSessions {
  let empty: Session | undefined
  let sound = new WeakSet<Session>()
  onNetworkGone(() => {
    empty = undefined
    sound = new WeakSet()
  })

  function made(): Session {
    const session = fresh()
    onlyScreens(session)
    serve(session)
    sound.add(session)
    return session
  }

  async function hasGone(pid: number): Promise<boolean> {
    for (let waited = 0; isAlive(pid); waited += LOOK_EVERY) {
      if (waited >= LIMIT) return false
      await wait(LOOK_EVERY)
    }
    return true
  }

  return {
    take() {
      const session = empty ?? made()
      empty = undefined
      return session
    },
    async giveBack(session, drawnBy) {
      const gone = drawnBy !== undefined && await hasGone(drawnBy)
      // What is asked of a process that dies meanwhile may never be answered, and the next page waits for this.
      const cleared = await Promise.race([isCleared(session), wait(LIMIT).then(() => false)])
      if (gone && cleared && sound.has(session)) empty = session
    },
  }
}

/** All that Chromium keeps for a session. */
const clearing = [
  (session) => session.clearStorageData(),
  (session) => session.clearCache(),
  (session) => session.clearAuthCache(),
  (session) => session.clearCodeCaches({}),
  (session) => session.clearHostResolverCache(),
] satisfies ((session: Session) => Promise<void>)[]

/** @returns whether Chromium says that all of it is gone. Never rejects: without a next page nobody could go on */
async function isCleared(session: Session): Promise<boolean> {
  const cleared = await Promise.allSettled(clearing.map(async (clear) => clear(session)))
  return cleared.every(({ status }) => status === 'fulfilled')
}
