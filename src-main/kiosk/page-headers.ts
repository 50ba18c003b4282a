import { contentPolicy, PERMISSIONS_POLICY } from '@gatehouse/contract'

/**
 * Headers of every answer of `app://gatehouse/`. Without `cross-origin-opener-policy`: no page can have an opener here, and with it
 * Chromium throws the first renderer process away and starts another before it shows anything.
 */
export const pageHeaders = {
  'content-security-policy': contentPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS_POLICY,
  'cache-control': 'no-store',
} as const
