/**
 * The one policy of the screens: no text becomes HTML, except none at all. The component library empties its live regions by
 * assigning '' to innerHTML, which only a policy called `default` can let through.
 */
export function refuseHtml() {
  window.trustedTypes.createPolicy('default', { createHTML: emptyOnly })
}

export const emptyOnly = (html: string) => (html === '' ? '' : null)
