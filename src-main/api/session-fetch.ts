import type { Session } from 'electron'
import { onlyServer } from '../kiosk/guards.ts'

/**
 * A fetch over Chromium's network stack, in a session of its own: in memory, apart from the window's, able to reach the
 * server and nothing else. The session is made with the first request: before the program is ready there is none.
 * @param freshSession in memory; @param origin of the server
 */
export function sessionFetch(freshSession: () => Session, origin: string): typeof globalThis.fetch {
  let session: Session | undefined
  return (input, init) => {
    if (!session) {
      session = freshSession()
      onlyServer(session, origin)
    }
    return session.fetch(input instanceof URL ? input.href : input, init)
  }
}
