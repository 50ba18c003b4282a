import { contentPolicy, PERMISSIONS_POLICY } from '@gatehouse/contract'

/** Headers of the page and its files, beside those of every answer. It may ask its own origin, and do the effort in a worker. */
export const pageHeaders = {
  'content-security-policy': contentPolicy({ 'connect-src': "'self'", 'worker-src': "'self'" }),
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
  // Neither a page that opens ours nor one that ours is opened from gets hold of the other.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': PERMISSIONS_POLICY,
} as const
