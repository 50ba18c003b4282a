import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildScreens } from '../build/build-screens.ts'
import { boxesIn, facesIn } from '../build/letters.ts'
import { languages } from './list.ts'
import { withLetters } from '../kiosk/more-fonts.ts'

/** What the kiosk draws people's and companies' names with: letters that none of our words need, but which are in names. */
const names: Readonly<Record<string, string>> = {
  en: 'O’Neill, Zoë, François, Nuño', de: 'Groß, Müller, Ångström', fr: 'Œuvre, Çelik, Benoît', es: 'Íñigo, Núñez', pt: 'João, Conceição, Luís',
  pl: 'Żółć, Ęąśćźń, Łukasz Ślązak, Grześkowiak-Dąbrówka',
  ja: '髙橋 﨑山 渡邊 渡邉 齋藤 齊藤 德永 廣瀨 濵田 吉𠮷 鷗外 株式会社〆ー々〇ヴァ ｱｲｳ①㈱',
  ar: 'مُحَمَّد عبدالرحمٰن آل سعود لؤي شيماء پرويز چنگيز ڤيكتور گ ٱ ﷲ ٠١٢٣٤٥٦٧٨٩ ؟ ، ؛ ـ',
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'))
  await buildScreens({ entry: 'kiosk', folder })
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const texts = v.record(v.string(), v.string())
const wordsIn = (tag: string) => globSync(`{.,../portal/languages,../register/languages}/${tag}.json`, { cwd: import.meta.dirname })
  .flatMap((file) => Object.values(v.parse(texts, JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')))))

/** The fonts that are there when a language is first shown: those of the first style sheet, and the others where it waits for them. */
const facesFor = (language: (typeof languages)[number]) =>
  [...facesIn(folder, 'kiosk-style.css'), ...(withLetters(language) === language ? [] : facesIn(folder, 'kiosk-more-fonts.css'))]

it.each(languages)('[F-27] $tag: every letter of its words and of the names in it is in a font that is bundled', (language) => {
  const words = wordsIn(language.tag)
  expect(words.length).toBeGreaterThan(300)
  expect(boxesIn([...words, language.name, names[language.tag] ?? expect.fail('no names')].join(''), facesFor(language))).toEqual([])
})

it('[F-27] the menu names every language in letters that are bundled, whatever language the screen is in', () => {
  expect(boxesIn(languages.map(({ name }) => name).join(''), [...facesIn(folder, 'kiosk-style.css'), ...facesIn(folder, 'kiosk-more-fonts.css')])).toEqual([])
})

it('a letter that no font has is found, and one that is in a font but never asked of it', () => {
  const faces = facesIn(folder, 'kiosk-style.css')
  expect(boxesIn('A字ع', faces)).toEqual(['字', 'ع'])
  expect(boxesIn('A', faces.map((face) => ({ ...face, asked: [] })))).toEqual(['A'])
})

it('[F-27] the first style sheet names no font that English does not need: it is read before the first screen', () => {
  expect(facesIn(folder, 'kiosk-style.css').map(({ from }) => basename(from))).toEqual(['open-sans-latin-wght-normal.woff2', 'open-sans-latin-ext-wght-normal.woff2'])
})
