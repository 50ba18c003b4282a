import type { Session } from 'electron'
import { onlyServer } from '../kiosk/guards.ts'

/**
 * A fetch over Chromium's network stack, in a session of its own: in memory, apart from the window's, able to reach the
 * server and nothing else. The session is made with the first request: before the program is ready there is none.
 * @param freshSession in memory; @param origin of the server
 * @param onNetworkGone calls back each time the process of the network has died: what was made before is of no use any more
 */
export function sessionFetch(freshSession: () => Session, origin: string, onNetworkGone: (renew: () => void) => void): typeof globalThis.fetch {
  let session: Session | undefined
  onNetworkGone(() => { session = undefined })
  return (input, init) => {
    if (!session) {
      session = freshSession()
      onlyServer(session, origin)
    }
    return session.fetch(input instanceof URL ? input.href : input, init)
  }
}
