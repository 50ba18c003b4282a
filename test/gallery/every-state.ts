import { basename } from 'node:path'
import { whatAxeFinds } from './axe.ts'
import type { Gallery } from './gallery.ts'
import { whatIsHeard } from './heard.ts'
import { whatIsCutOff, whatIsTooSmall, whatIsUnsaid } from './layout.ts'
import { spaceText } from './text-spacing.ts'
import { whatIsUnmet } from './unmet.ts'

type Walk = {
  gallery: Gallery
  states: readonly { name: string }[]
  language?: string
  /** In a browser. */
  at?: 'portal'
  /** Nothing is painted meanwhile, which is half of the work and more: for what asks where things are, and never what they look like. */
  unpainted?: true
}

/** @returns what was found, by the state's name; nothing for states in which nothing was */
export async function inEveryState({ gallery, states, language = 'en', at, unpainted }: Walk, find: (name: string) => Promise<string[]>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  await gallery.page.evaluate(paint, unpainted === undefined)
  for (const { name } of states) {
    await gallery.show(name, language, at)
    const here = [...await find(name), ...gallery.complaints()]
    if (here.length > 0) found[name] = here
  }
  await gallery.page.evaluate(paint, true)
  return found
}

/** Runs in the page: what cannot be seen through at all is laid out, hit and focused as ever. */
export function paint(on: boolean): void {
  document.documentElement.style.opacity = on ? '' : '0'
}

/** Every button of the bottom row, where somebody comes with a device of their own and at a machine of ours. */
export const ownTools = ['Language: English', 'Get help']
export const ourTools = ['On-screen keyboard', 'Language: English', 'Contrast', 'Get help']

type Of = { tools: readonly string[]; /** Where what is heard is noted, by the state's name. */ heard?: Record<string, string> }

/** All that holds for a state in English. @param picture where it goes, for whoever looks */
export async function whatIsWrong(gallery: Gallery, picture: string, { tools, heard }: Of): Promise<string[]> {
  const rules = await whatAxeFinds(gallery.page)
  await gallery.look(picture)
  if (heard) heard[basename(picture, '.png')] = await whatIsHeard(gallery.page)
  const asItIs = [
    ...rules,
    ...await gallery.page.evaluate(whatIsUnmet, tools),
    ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'en', direction: 'ltr' } as const),
    ...await gallery.page.evaluate(whatIsTooSmall),
    ...await gallery.page.evaluate(whatIsCutOff),
  ]
  await gallery.page.evaluate(spaceText, true)
  const spaced = await gallery.page.evaluate(whatIsCutOff)
  await gallery.page.evaluate(spaceText, false)
  return [...asItIs, ...spaced.filter((one) => !asItIs.includes(one)).map((one) => `${one} with wider spacing (1.4.12)`)]
}

/** What could be wrong from right to left alone. */
export const whatIsWrongTurned = async (gallery: Gallery): Promise<string[]> => [
  ...await whatAxeFinds(gallery.page),
  ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'ar-XB', direction: 'rtl' } as const),
  ...await gallery.page.evaluate(whatIsCutOff),
]
