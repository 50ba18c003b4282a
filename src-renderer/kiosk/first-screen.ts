import type { Machine } from '@gatehouse/contract'
import { bestOf } from '../languages/language.ts'

/** A machine that has everything, by words that stand for what another has in their place. */
export const BLANK = { name: '{name}', company: '{company}', selectedUser: '{account}', languages: [], mode: 'window' } as const satisfies Machine

/**
 * The first screen as the build drew it, filled in for this machine: exactly what React would draw, which takes it over later.
 * @param page with a template for each language
 */
export function firstScreen(page: Document, machine: Machine): { language: string; direction: string; screen: DocumentFragment } {
  const [first, ...more] = [...page.querySelectorAll('template')].map((template) => ({ tag: template.lang, template }))
  if (!first) throw new Error('The page was built without its first screen')
  const { tag, template } = bestOf(machine.languages, [first, ...more])
  const screen = page.importNode(template.content, true)
  for (const text of textsOf(page, screen)) {
    if (text.data === BLANK.name) fill(text, machine.name)
    else if (text.data === BLANK.company) fill(text, machine.company)
  }
  screen.querySelector('input')?.setAttribute('value', machine.selectedUser ?? '')
  if (machine.selectedUser === undefined) screen.querySelector('input + button')?.remove()
  if (machine.mode !== BLANK.mode) screen.querySelector('header .note')?.remove()
  return { language: tag, direction: template.dir, screen }
}

function textsOf(page: Document, screen: DocumentFragment): Text[] {
  const walk = page.createTreeWalker(screen, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walk.nextNode()) if (walk.currentNode instanceof Text) texts.push(walk.currentNode)
  return texts
}

/** As text, whatever is in it. Where there is none React leaves none behind either. */
function fill(blank: Text, value: string | undefined): void {
  if (value) blank.data = value
  else blank.remove()
}
