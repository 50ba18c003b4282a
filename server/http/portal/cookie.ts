import { Secret } from '@gatehouse/contract'

/**
 * What a browser keeps of a recovery: its token, which no script of the page can read. `__Host-` (RFC 6265bis §4.1.3.2): a browser
 * takes it only from this very host, over TLS and for all of it, so that no neighbour under the same domain can set another one.
 */
const NAME = '__Host-gatehouse-recovery'

// Lives until the browser is closed; the recovery itself ends long before.
const WORDS = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export const keepsToken = (token: string) => `${NAME}=${token}; ${WORDS}`
export const forgetsToken = `${NAME}=; Max-Age=0; ${WORDS}`

/** Whether a browser sent a cookie of that name, whatever is in it. */
export const hasCookie = (header: string | undefined): boolean => valuesIn(header).length > 0

/** The token in the cookie; undefined when there is none, it cannot be one, or there are two: then one of them is somebody else's. */
export function tokenIn(header: string | undefined): Secret | undefined {
  const [token, ...more] = valuesIn(header)
  return token !== undefined && more.length === 0 && /^[\w-]{43}$/u.test(token) ? new Secret(token) : undefined
}

const valuesIn = (header = ''): string[] =>
  header.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(`${NAME}=`)).map((pair) => pair.slice(NAME.length + 1))
