/**
 * What WCAG 2.2 asks of a page and axe does not look for. Runs in the page, where nothing is to move.
 * @param help the buttons of the bottom row, in the order that they have on every screen (3.2.6)
 * @returns a sentence for each
 */
export function whatIsUnmet(help: readonly string[]): string[] {
  const fields = [...document.querySelectorAll<HTMLInputElement>('main input:not([type=radio], [type=checkbox], [hidden])')].filter((one) => one.checkVisibility())
  const tools = [...document.querySelectorAll<HTMLElement>('.corner-tools button')].map((one) => one.getAttribute('aria-label') ?? one.textContent)
  return [
    ...fields.flatMap((field) => [...unfilled(field), ...unsaid(field)]),
    ...(fields.every(pastes) ? [] : ['a field does not take what is pasted (3.3.8)']),
    ...document.getAnimations().map((one) => `${one instanceof CSSAnimation ? one.animationName : 'something'} moves (2.3.3)`),
    ...(document.querySelectorAll('[role=alert]:empty').length > 0 ? ['an alert says nothing (4.1.3)'] : []),
    ...(JSON.stringify(tools) === JSON.stringify(help) ? [] : [`the bottom row has ${tools.join(', ')} (3.2.6)`]),
  ]

  /** 1.3.5 and 3.3.8: a field says what belongs into it, so that nobody has to remember or copy it. */
  function unfilled(field: HTMLInputElement): string[] {
    const wanted = { code: /^one-time-code$/, password: /^(new|current)-password$/, again: /^new-password$/ }[field.name] ?? /^\S+$/
    return wanted.test(field.autocomplete) ? [] : [`${field.name} is to be filled in with "${field.autocomplete}" (1.3.5)`]
  }

  /** 3.3.1: what is wrong is said in words, which belong to the field, and is heard at once. */
  function unsaid(field: HTMLInputElement): string[] {
    if (field.getAttribute('aria-invalid') !== 'true') return []
    const said = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id))
    return said.some((one) => one?.getAttribute('role') === 'alert' && one.textContent !== '') ? [] : [`${field.name} is wrong and nothing says why (3.3.1)`]
  }

  function pastes(field: HTMLInputElement): boolean {
    return field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))
  }
}
