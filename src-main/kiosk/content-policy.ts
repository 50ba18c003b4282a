/**
 * What a page of ours may do; everything else is refused. In `sandbox` the words that are missing matter: without
 * `allow-modals` there is no `print()`, for which Electron has no switch, without `allow-downloads` and `allow-popups`
 * neither of those. The one Trusted Types policy lets only the empty string become HTML, for the component library.
 */
export const contentPolicy = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default',
  sandbox: 'allow-scripts allow-same-origin allow-forms',
}).map(([directive, words]) => `${directive} ${words}`).join('; ')

/**
 * Headers of every answer of `app://gatehouse/`. Without `cross-origin-opener-policy`: no page can have an opener here, and with it
 * Chromium throws the first renderer process away and starts another before it shows anything.
 */
export const pageHeaders = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), clipboard-read=()',
  'cache-control': 'no-store',
} as const
