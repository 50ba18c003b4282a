import { CONTRACT_VERSION, CORRELATION_HEADER, VERSION_HEADER } from '@gatehouse/contract'

// A year, RFC 6797 §6.1.1. What comes over plain HTTP browsers ignore.
export const onlyOverTls = { 'strict-transport-security': 'max-age=31536000' } as const

/** What every answer says, whatever it is: whose it is, and that it is for this client alone and for no browser to make use of. */
export const headersFor = (correlation: string, overTls: boolean) => ({
  [VERSION_HEADER]: String(CONTRACT_VERSION),
  [CORRELATION_HEADER]: correlation,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  ...(overTls && onlyOverTls),
})
