import { whatAxeFinds } from './axe.ts'
import type { Gallery } from './gallery.ts'
import { whatIsCutOff, whatIsTooSmall, whatIsUnsaid } from './layout.ts'

type Walk = { gallery: Gallery; states: readonly { name: string }[]; language?: string; /** In a browser. */ at?: 'portal' }

/** @returns what was found, by the state's name; nothing for states in which nothing was */
export async function inEveryState({ gallery, states, language = 'en', at }: Walk, find: (name: string) => Promise<string[]>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { name } of states) {
    await gallery.show(name, language, at)
    const here = [...await find(name), ...gallery.complaints()]
    if (here.length > 0) found[name] = here
  }
  return found
}

/** All that holds for a state in English; its picture is taken meanwhile. */
export async function whatIsWrong(gallery: Gallery, picture: string): Promise<string[]> {
  const [rules] = await Promise.all([whatAxeFinds(gallery.page), gallery.picture(picture)])
  return [
    ...rules,
    ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'en', direction: 'ltr' } as const),
    ...await gallery.page.evaluate(whatIsTooSmall),
    ...await gallery.page.evaluate(whatIsCutOff),
  ]
}

/** What could be wrong from right to left alone. */
export const whatIsWrongTurned = async (gallery: Gallery): Promise<string[]> => [
  ...await whatAxeFinds(gallery.page),
  ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'ar-XB', direction: 'rtl' } as const),
  ...await gallery.page.evaluate(whatIsCutOff),
]
