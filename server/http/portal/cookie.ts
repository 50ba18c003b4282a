import { Secret } from '@gatehouse/contract'
import { REGISTRATION_COOKIE } from '@gatehouse/contract/registration'

// Lives until the browser is closed; what it opens ends long before.
const WORDS = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/**
 * What a browser keeps of a token, which no script of the page can read. `__Host-` (RFC 6265bis §4.1.3.2): a browser takes it only from
 * this very host, over TLS and for all of it, so that no neighbour under the same domain can set another one.
 */
function cookie(name: `__Host-${string}`) {
  const valuesIn = (header = ''): string[] =>
    header.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1))
  return {
    keeps: (token: string) => `${name}=${token}; ${WORDS}`,
    forgets: `${name}=; Max-Age=0; ${WORDS}`,
    /** Whether a browser sent one of that name, whatever is in it. */
    isIn: (header: string | undefined): boolean => valuesIn(header).length > 0,
    /** The token in it; undefined when there is none, it cannot be one, or there are two: then one of them is somebody else's. */
    tokenIn(header: string | undefined): Secret | undefined {
      const [token, ...more] = valuesIn(header)
      return token !== undefined && more.length === 0 && /^[\w-]{43}$/u.test(token) ? new Secret(token) : undefined
    },
  }
}

/** Of a recovery, and of a sign-in for registration: neither opens the other. */
export const recoveryCookie = cookie('__Host-gatehouse-recovery')
export const registrationCookie = cookie(REGISTRATION_COOKIE)

/** Whether a browser sent a cookie of ours. */
export const hasCookie = (header: string | undefined): boolean => recoveryCookie.isIn(header) || registrationCookie.isIn(header)
