import type { Language } from '../languages/language.ts'

/** Languages whose letters are not in the first style sheet. */
const writtenOtherwise = new Set(['ar', 'ja'])

let added: Promise<void> | undefined

/**
 * Adds the letters of all languages that are shipped, by the sheet that the build puts beside the page. Once, however often it is asked.
 * @returns when they can be used; no later where the sheet does not come: words in another font are words
 */
export function addMoreFonts(): Promise<void> {
  added ??= new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = 'kiosk-more-fonts.css'
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
  return added
}

/** A language that is not shown before its letters are there. */
export const withLetters = <L extends Language>(language: L): L => (writtenOtherwise.has(language.tag.split('-')[0] ?? '')
  ? { ...language, load: async () => (await Promise.all([language.load(), addMoreFonts()]))[0] }
  : language)
