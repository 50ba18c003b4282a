/**
 * What of an answer counts: people type the same word in several ways, on several keyboards, years apart. Registration and recovery must
 * agree on it for as long as an answer lives, and only a hash of it is kept: **what this gives for a text never changes**. A better
 * rule would be a second one beside this, named in what is kept.
 *
 * - Width, ligatures and compositions: NFKC, so that `ﾄﾖﾀ` is `トヨタ` and a letter with its accent one sign.
 * - Case, and the three s of Greek and the four i of Turkish.
 * - Spaces, hyphens, full stops, quotes and signs: gone, and the letters that stand for an apostrophe. `St. John's` is `st johns`, `Hawaiʻi` is `Hawai'i`.
 * - Accents of Latin, Greek and Cyrillic: gone; `Müller` is `Muller` and `Mueller`, `Århus` is `Aarhus`, `Ёлка` is `Елка`. A sign-in screen
 *   may have another keyboard than the person's own.
 * - Arabic and Hebrew: without vowel marks and the stretching line; alef with and without hamza, yeh and alef maqsura, teh marbuta and
 *   heh, and the Persian kaf and yeh are one each, as keyboards and habits differ.
 * - Japanese: katakana is hiragana; the marks of が and ぱ stay, for they make other letters. So do vowel signs of Indic scripts and Thai.
 * - Digits of every script are 0 to 9.
 * @returns letters, marks that belong to them, and digits alone; may be empty. Of its own result it makes the same again
 */
export function plainAnswer(text: string): string {
  const letters = caseless(text.normalize('NFKC')).normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}]|[ʰ-˿ـ]/gu, '').replace(/^\p{M}+/u, '')
  return digitsAlike(hiragana(lettersAlike(withoutAccents(letters)))).normalize('NFKC')
    .replace(/([aou])e+/gu, '$1').replace(/a{2,}/gu, 'a')
}

/** Upper case writes out `ß` and what else has two letters there, but not `ẞ`, which is one already. */
const caseless = (text: string) => text.toLowerCase().toUpperCase().toLowerCase()

/** Marks on letters of these scripts are accents and vowel points. On others they are letters, or make another one. */
const withoutAccents = (text: string) =>
  text.normalize('NFD').replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu, '$1').normalize('NFC')

const alike: Readonly<Record<string, string>> = {
  æ: 'ae', œ: 'oe', ø: 'o', ð: 'd', đ: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ς: 'σ',
  ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ة: 'ه', ہ: 'ه', ە: 'ه',
}
const lettersAlike = (text: string) => Array.from(text, (sign) => alike[sign] ?? sign).join('')

/** From ァ to ヶ, each has its fellow so many places before it. */
const hiragana = (text: string) => text.replace(/[\u30a1-\u30f6]/gu, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0x60))

/** Decimal digits stand in Unicode in runs of ten that begin with their zero. */
const digitsAlike = (text: string) => text.replace(/\p{Nd}/gu, (sign) => {
  const code = sign.codePointAt(0) ?? 0
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
})

/** Letters that each write a syllable or a word, where others need two and more: 京都 and なら are names like any other. */
const WEIGHTY = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** How long a plain answer is: letters and digits, and the weighty twice. Marks are a part of their letter. */
export const lengthOf = (plain: string): number =>
  Array.from(plain).reduce((sum, sign) => sum + (/\p{M}/u.test(sign) ? 0 : WEIGHTY.test(sign) ? 2 : 1), 0)
