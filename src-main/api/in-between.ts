import type { ProblemCode } from '@gatehouse/contract'

/** Milliseconds: who is in between answers at once, and somebody waits for the words on the screen. */
const TIME_LIMIT = 3000

/** What a network that lets nothing through can look like from here: it cannot prove to be our server, so no answer is believed. */
const mayBePortal: readonly ProblemCode[] = ['certificate-not-trusted', 'certificate-date', 'server-unreachable', 'timed-out', 'not-our-server']

/**
 * Finds better words for why no answer came, where somebody is in between. Who that is says so where it is asked without TLS: a captive portal
 * answers then in everybody's name, and a proxy says that it wants a sign-in, which Chromium keeps to itself where it was asked for a tunnel. So the
 * server's own name is asked that way, for a page that nobody has. A page all the same, a redirect to another host, or status 511 (RFC 6585 §6) is a
 * portal's. Nobody else is asked, nothing is said, and of the answer only the status and that host are looked at. That it is not
 * protected does no harm: it decides between words, and only where no answer was believed.
 * @param fetch able to reach that page and nothing else; it follows no redirect
 * @param page `http://reset.corp.example/…`, another one each time the client starts
 * @returns never rejects; the cause as it was where nothing better is known
 */
export function inBetween(fetch: typeof globalThis.fetch, page: string): (cause: ProblemCode, signal: AbortSignal) => Promise<ProblemCode> {
  return async (cause, signal) => {
    if (cause !== 'proxy-unreachable' && !mayBePortal.includes(cause)) return cause
    const enough = new AbortController()
    try {
      const { status, headers } = await fetch(page, { signal: AbortSignal.any([signal, enough.signal, AbortSignal.timeout(TIME_LIMIT)]), redirect: 'manual' })
      if (cause === 'proxy-unreachable') return status === 407 ? 'proxy-sign-in' : cause
      const isPortal = status === 511 || (status >= 200 && status < 300) || isElsewhere(headers.get('location'), page)
      return isPortal ? 'captive-portal' : cause
    } catch {
      return cause
    } finally {
      enough.abort()
    }
  }
}

/** A server of ours may lead from here to its own https address. */
function isElsewhere(location: string | null, page: string): boolean {
  return location !== null && URL.canParse(location, page) && new URL(location, page).hostname !== new URL(page).hostname
}
