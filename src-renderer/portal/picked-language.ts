import { attempt } from './remembered.ts'

const NAME = 'gatehouse-language'

/**
 * The language that was picked in this tab, kept through a reload and from one portal to the other. Not beyond the tab: the next person at a
 * shared PC begins in the language of the browser.
 */
export type PickedLanguage = {
  /** @returns its tag, or nothing */
  read: () => string[]
  write: (tag: string) => void
}

/** @param storage throws where the browser forbids it: then nothing is kept */
export const pickedLanguage = (storage: () => Pick<Storage, 'getItem' | 'setItem'>): PickedLanguage => ({
  read: () => [attempt(() => storage().getItem(NAME)) ?? []].flat(),
  write: (tag) => attempt(() => storage().setItem(NAME, tag)),
})
