import type { Language } from '../languages/language.ts'

/** Languages whose letters are not in the first style sheet. */
const writtenOtherwise = /^(?:ar|ja)\b/u
export const isWrittenOtherwise = (tag: string) => writtenOtherwise.test(tag)

let added: Promise<unknown> | undefined

/**
 * Adds the letters of all languages that are shipped, by the sheet that the build puts beside the page. Once, however often it is asked.
 * @returns when they can be used; no later where the sheet does not come: words in another font are words
 */
export function addMoreFonts(): Promise<unknown> {
  added ??= new Promise((done) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'kiosk-more-fonts.css', onload: done, onerror: done }))
  })
  return added
}

/** A language that is not shown before its letters are there. */
export const withLetters = <L extends Language>(language: L): L => (isWrittenOtherwise(language.tag)
  ? { ...language, load: async () => (await Promise.all([language.load(), addMoreFonts()]))[0] }
  : language)
