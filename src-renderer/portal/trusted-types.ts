import { emptyOnly } from '../frame/trusted-types.ts'

/** The kiosk's one policy, which also lets the one script of a worker through, by its whole address. Browsers that know no Trusted Types need none. */
export function refuseHtmlAndScripts(worker: string) {
  if (!('trustedTypes' in window)) return
  const rules = { createHTML: emptyOnly, createScriptURL: (url: string) => (url === worker ? url : null) }
  window.trustedTypes.createPolicy('default', rules)
}
