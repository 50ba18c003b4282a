import type { ProblemCode } from '@gatehouse/contract'

/** Chromium's words for a failed request (net_error_list.h), and ours. The first row that fits counts. */
const causes: readonly (readonly [RegExp, ProblemCode])[] = [
  [/^ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED)$/, 'no-network'],
  [/^ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_.*|ICANN_NAME_COLLISION)$/, 'name-not-found'],
  [/^ERR_(PROXY_AUTH_.*|UNEXPECTED_PROXY_AUTH)$/, 'proxy-sign-in'],
  [/^ERR_(PROXY_.*|PAC_.*|SOCKS_.*|TUNNEL_CONNECTION_FAILED|HTTPS_PROXY_TUNNEL_.*|NO_SUPPORTED_PROXIES|MANDATORY_PROXY_CONFIGURATION_FAILED)$/, 'proxy-unreachable'],
  // Chromium says so only where nothing else is wrong: the name fits, and an authority that this machine trusts vouches for it.
  [/^ERR_CERT_DATE_INVALID$/, 'certificate-date'],
  [/^ERR_(CERT_.*|CERTIFICATE_.*|SSL_PINNED_KEY_NOT_IN_CERT_CHAIN|SSL_SERVER_CERT_BAD_FORMAT|SSL_OBSOLETE_.*|SSL_VERSION_OR_CIPHER_MISMATCH)$/, 'certificate-not-trusted'],
  [/^ERR_(TIMED_OUT|CONNECTION_TIMED_OUT)$/, 'timed-out'],
  // Something speaks, but not as our server would: TLS answered in plain text, a page that is no HTTP.
  [/^ERR_(SSL_.*|BAD_SSL_.*|INVALID_HTTP_RESPONSE|INVALID_RESPONSE|INVALID_REDIRECT|UNSAFE_REDIRECT|TOO_MANY_REDIRECTS|RESPONSE_HEADERS_.*|CONTENT_DECODING_.*|BLOCKED_BY_.*)$/, 'not-our-server'],
  [/^ERR_/, 'server-unreachable'],
]

export type Cause = {
  code: ProblemCode
  /** Chromium's own word, for the log. */
  detail: string
}

/**
 * Why no answer arrived. Only the words of the error are read: the error itself carries the request with all that was typed.
 * @param error as axios throws it; Chromium's word is in its message or in that of a cause
 */
export function causeOf(error: unknown): Cause {
  const said = messages(error)
  const chromium = said.map((text) => /net::(ERR_[A-Z0-9_]+)/.exec(text)?.[1]).find((word) => word !== undefined)
  if (chromium !== undefined) return { code: causes.find(([words]) => words.test(chromium))?.[1] ?? 'server-unreachable', detail: chromium }
  if (said.some((text) => /^(ECONNABORTED|ETIMEDOUT)$|timed? ?out/i.test(text))) return { code: 'timed-out', detail: 'time limit' }
  if (said.some((text) => /redirect/i.test(text))) return { code: 'not-our-server', detail: 'redirect' }
  if (said.some((text) => /maxContentLength/.test(text))) return { code: 'not-our-server', detail: 'answer too large' }
  return { code: 'client-fault', detail: 'unknown' }
}

/** Codes and messages of an error and its causes. */
function messages(error: unknown): string[] {
  const found: string[] = []
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') found.push(at.code)
    found.push(at.message)
  }
  return found
}
