import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { lengthOf, plainAnswer } from './plain-answer.ts'

test.each([
  ['case, spaces and signs', ['St. John’s', "st johns", 'ST-JOHNS', ' st  john`s ', 'ｓｔ．ｊｏｈｎｓ']],
  ['umlauts, however the keyboard gives them', ['Müller', 'MUELLER', 'muller', 'Mu\u0308ller', 'MÜLLER']],
  ['ß', ['Weißstraße', 'weissstrasse', 'WEIẞSTRAẞE']],
  ['Nordic letters', ['Århus', 'Aarhus', 'arhus']],
  ['ø and œ', ['Tromsø', 'tromso', 'Tromsoe']],
  ['the i of Turkish', ['İzmir', 'IZMIR', 'ızmır', 'izmir']],
  ['Polish and Vietnamese', ['Łódź Đà Nẵng', 'lodz da nang']],
  ['an apostrophe that is a letter', ['Hawaiʻi', "hawai'i", 'Hawaii']],
  ['Cyrillic', ['Ёлка', 'елка', 'ЁЛКА']],
  ['Greek, with the s of a word’s end', ['Ὀδυσσεύς', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευσ']],
  ['Arabic, with and without vowels, hamza and the stretching line', ['أَحْمَد', 'احمد', 'احمـــد']],
  ['Arabic endings', ['مكتبة', 'مكتبه']],
  ['Persian keyboards, and the sign that parts without a space', ['علی\u200cکیا', 'علي كيا']],
  ['Hebrew vowels', ['שָׁלוֹם', 'שלום']],
  ['Japanese in full and half width, katakana and hiragana', ['トヨタ', 'ﾄﾖﾀ', 'とよた', 'と よ た']],
  ['Korean by its parts', ['서울', '서울'.normalize('NFD')]],
  ['digits of other scripts', ['1984', '١٩٨٤', '۱۹۸۴', '１９８４', '१९८४', '๑๙๘๔']],
])('%s: one answer', (_, spellings) => {
  expect(new Set(spellings.map(plainAnswer)).size, spellings.map(plainAnswer).join()).toBe(1)
})

test.each([['か', 'が'], ['は', 'ぱ'], ['कि', 'का'], ['ปี', 'ปา'], ['東京', '京都'], ['Anna', 'Ana'], ['サラダ', 'サラタ']])('%s and %s are two answers', (one, other) => {
  expect(plainAnswer(one)).not.toBe(plainAnswer(other))
})

test('what is kept of an answer is compared for years: none of these may ever change', () => {
  expect(['Straße des 17. Juni', 'Øystein', 'Samuel', 'トヨタ自動車', 'أحمد', 'Ёлка', 'ΟΔΥΣΣΕΥΣ', '서울', 'शिक्षा', 'd’Artagnan'].map(plainAnswer))
    .toEqual(['strassedes17juni', 'oystein', 'samul', 'とよた自動車', 'احمد', 'елка', 'οδυσσευσ', '서울', 'शिक्षा', 'dartagnan'])
})

test('of its own result it makes the same again, whatever the text', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('a', 'A', 'e', 'u', 'ä', '\u0308', 'ß', 'ẞ', 'İ', 'ς', 'Σ', 'ー', 'ｶ', 'ﾞ', '\u3099', 'ا', '\u0654', 'ـ', 'ﳲ', '١', '𝟙', '\u0000', ' ')).map((parts) => parts.join('')))
  fc.assert(fc.property(texts, (text) => {
    const plain = plainAnswer(text)
    expect(plainAnswer(plain)).toBe(plain)
    expect(plain).toMatch(/^[\p{L}\p{M}\p{N}]*$/u)
  }), { numRuns: runs(400) })
})

test('of every single sign too, alone and on a letter', () => {
  const twice = (text: string) => plainAnswer(plainAnswer(text)) === plainAnswer(text)
  const broken: string[] = []
  for (let code = 0; code <= 0x1_ffff; code += 1) {
    const sign = String.fromCodePoint(code)
    // Tens of thousands of these, and each is its own plain form or that of another.
    if (!/[\p{L}\p{M}\p{N}\p{S}]/u.test(sign) || /[\u4e00-\u9fff\uac00-\ud7a3]|\p{Script=Tangut}|\p{Script=Han}/u.test(sign)) continue
    if (!twice(sign) || !twice(`a${sign}e`)) broken.push(code.toString(16))
  }
  expect(broken).toEqual([])
})

test('a sign that writes a syllable or a word counts two, a mark on a letter none', () => {
  expect(['京都', 'なら', '서울', 'Rom', 'ปี', 'कि', '42', ''].map((text) => lengthOf(plainAnswer(text)))).toEqual([4, 4, 4, 3, 1, 1, 2, 0])
})
