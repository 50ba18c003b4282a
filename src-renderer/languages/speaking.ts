import type { Language } from './language.ts'

/**
 * Changes the language. One that does not come, over a line that breaks, leaves the one that is spoken; of two that are asked for the last
 * counts, whichever comes first.
 * @param load all words of a language @param say has them spoken
 */
export function speaking<S>(load: (language: Language) => Promise<S>, say: (spoken: S) => void): (language: Language) => Promise<void> {
  let asked = 0
  return async (language) => {
    const mine = ++asked
    const came = await load(language).then((spoken) => ({ spoken }), () => undefined)
    if (came && mine === asked) say(came.spoken)
  }
}
