/** RFC 4559 §4: the name of the scheme is of any case, and what follows is base64. */
const TOKEN = /^negotiate +([A-Za-z0-9+/]+={0,2}) *$/iu

/** @param authorization the header as it came @returns the token in it, still in base64; undefined when none is */
export const negotiateToken = (authorization: string | undefined): string | undefined => TOKEN.exec(authorization ?? '')?.[1]

/** The value of `WWW-Authenticate`: asks a browser for a ticket, or gives the answer to the one that was taken. */
export const negotiateChallenge = (token?: string): string => (token === undefined ? 'Negotiate' : `Negotiate ${token}`)
