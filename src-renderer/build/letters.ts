import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create } from 'fontkit'

/** A font as a style sheet of ours brings it: for which letters it is asked, and which it really has. */
type Face = { from: string; asked: [number, number][]; has: () => ReadonlySet<number> }

/** @param file a built style sheet, beside the fonts that it names */
export const facesIn = (folder: string, file: string): Face[] =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/@font-face\s*\{([^}]*)\}/gu)].map(([, face = '']) => {
    const from = /url\(["']?([^"')]+)/u.exec(face)?.[1] ?? ''
    let known: ReadonlySet<number> | undefined
    return { from, asked: rangesOf(/unicode-range:([^;}]*)/u.exec(face)?.[1] ?? ''), has: () => (known ??= lettersOf(join(folder, from))) }
  })

const rangesOf = (text: string): [number, number][] => text.split(',').map((range) => {
  const [first = '', last = first] = range.trim().replace(/^U\+/iu, '').split('-')
  return first.includes('?') ? [parseInt(first.replaceAll('?', '0'), 16), parseInt(first.replaceAll('?', 'F'), 16)] : [parseInt(first, 16), parseInt(last, 16)]
})

/** By the font's own table of characters (cmap). */
function lettersOf(file: string): ReadonlySet<number> {
  const font = create(readFileSync(file))
  if (!('characterSet' in font)) throw new Error(`${file} is a collection of fonts`)
  return new Set(font.characterSet)
}

// What has no shape: marks of direction, joiners, breaks.
const unseen = /[\p{Cc}\p{Cf}]/u

/** @returns the letters of the text that would be boxes: in none of these fonts, or in none that is asked for them */
export function boxesIn(text: string, faces: readonly Face[]): string[] {
  const letters = [...new Set(text)].filter((letter) => !unseen.test(letter))
  return letters.filter((letter) => {
    const point = letter.codePointAt(0) ?? 0
    return !faces.some(({ asked, has }) => asked.some(([first, last]) => first <= point && point <= last) && has().has(point))
  })
}
