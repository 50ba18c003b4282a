/**
 * What is pressed while nothing hears it yet is kept, and pressed once something does: a click, and Enter, which clicks the main button.
 * @returns what to call then
 */
export function holdPresses(root: HTMLElement): () => void {
  let pressed: HTMLElement | null = null
  const hold = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    pressed = event.target instanceof Element ? event.target.closest('button') : null
  }
  root.addEventListener('click', hold, true)
  return () => {
    root.removeEventListener('click', hold, true)
    pressed?.click()
  }
}
