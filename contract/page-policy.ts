/**
 * What a page of ours may do, in the kiosk as in a browser; everything else is refused. In `sandbox` the words that are missing
 * matter: without `allow-modals` there is no `print()`, for which Electron has no switch, without `allow-downloads` and
 * `allow-popups` neither of those. The one Trusted Types policy lets only the empty string become HTML, for the component library.
 */
const everywhere = {
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
} as const

/** The content policy of a page. @param otherwise the directives that one of the two has of its own, with their words */
export const contentPolicy = (otherwise: Readonly<Record<string, string>> = {}): string =>
  Object.entries({ ...everywhere, ...otherwise }).map(([directive, words]) => `${directive} ${words}`).join('; ')

/** Of what a browser would ask a person for a page: nothing. */
export const PERMISSIONS_POLICY =
  'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), bluetooth=(), midi=(), clipboard-read=(), ' +
  'picture-in-picture=(), fullscreen=(), local-fonts=(), window-management=(), idle-detection=(), screen-wake-lock=(), payment=(), web-share=()'
