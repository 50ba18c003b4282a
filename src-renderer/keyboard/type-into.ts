/** The field that keys of the screen type into; undefined where the screen has none. @param last where the focus was last */
export function fieldNow(last: Element | null): HTMLInputElement | undefined {
  const among = [...document.querySelectorAll<HTMLInputElement>('main input:not([type=radio], [type=checkbox], [hidden])')]
  return among.find((field) => field === document.activeElement) ?? among.find((field) => field === last) ?? among[0]
}

/*
 * Characters go in the way that the browser itself edits: with its events, its undo, its limits of length, and to the field alone.
 * Setting the field's value would keep what was typed in a variable of ours (security.md, S-04).
 */

/** @param text one key's characters */
export const typeInto = (field: HTMLInputElement, text: string) => edit(field, 'insertText', text)

export const eraseIn = (field: HTMLInputElement) => edit(field, 'delete')

function edit(field: HTMLInputElement, how: 'insertText' | 'delete', text?: string) {
  field.focus()
  // There is nothing in its place, and it is what editors in every browser stand on.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand(how, false, text)
}

/** Enter, as if pressed in the field. */
export function enterIn(field: HTMLInputElement) {
  field.focus()
  field.form?.requestSubmit()
}
