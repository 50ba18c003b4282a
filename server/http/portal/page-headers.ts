/**
 * What the portal's page may do; everything else is refused. It is the kiosk's policy (src-main/kiosk/content-policy.ts) but for
 * asking its own origin, and for the worker that does the effort; a test holds both against each other.
 */
const contentPolicy = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default',
  sandbox: 'allow-scripts allow-same-origin allow-forms',
}).map(([directive, words]) => `${directive} ${words}`).join('; ')

/** Headers of the page and its files, beside those of every answer. */
export const pageHeaders = {
  'content-security-policy': contentPolicy,
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
  // Neither a page that opens ours nor one that ours is opened from gets hold of the other.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), clipboard-read=()',
} as const
