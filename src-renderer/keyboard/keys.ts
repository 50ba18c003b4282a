import { deadKeys, type Layout } from './layouts.ts'

/** What is held down: of Shift and AltGr each for the next key, or for all. */
export type Held = { shift: boolean; altGr: boolean; /** The mark for the next letter. */ mark: string | undefined }

export type Key = {
  /** Which key of the layout it is: row and place in it. */
  at: string
  /** What stands on it. */
  shows: string
  /** What it types; nothing where it adds a mark to the next letter. */
  types: string
  mark?: string
}

/** The character keys of a layout with what is held down. @returns rows of keys; undefined where a key does nothing now */
export function keysOf({ base, shift, altGr }: Layout, held: Held): (Key | undefined)[][] {
  return base.map((row, at) => Array.from(row).flatMap((plain, place): (Key | undefined)[] => {
    if (plain === ' ' && charAt(shift[at], place) === undefined) return []
    const own = held.altGr ? charAt(altGr?.[at], place) : charAt(held.shift ? shift[at] : row, place)
    return [own === undefined ? undefined : keyFor(held.altGr && held.shift ? capital(own) : own, `${at}-${place}`, held.mark)]
  }))
}

function keyFor(character: string, at: string, held: string | undefined): Key {
  const dead = deadKeys[character]
  if (dead && held === undefined) return { at, shows: dead.alone, types: '', mark: dead.mark }
  const typed = dead ? dead.alone : ligatures[character] ?? character
  const types = held === undefined ? typed : withMark(typed, held)
  // A mark alone stands on nothing: the circle is where its letter would be.
  return { at, types, shows: /^\p{M}$/u.test(types) ? `◌${types}` : types }
}

/** The letter with the mark, where there is such a one; else both, as a machine's own keyboard types them. */
export function withMark(typed: string, mark: string): string {
  const one = `${typed}${mark}`.normalize('NFC')
  const alone = Object.values(deadKeys).find((dead) => dead.mark === mark)?.alone ?? ''
  if (typed === ' ') return alone
  return Array.from(one).length === 1 ? one : `${alone}${typed}`
}

const ligatures: Readonly<Record<string, string>> = { '\ufefb': 'لا', '\ufef9': 'لإ', '\ufef7': 'لأ', '\ufef5': 'لآ' }

const charAt = (row: string | undefined, place: number): string | undefined => {
  const character = Array.from(row ?? '')[place]
  return character === ' ' ? undefined : character
}

/** µ is no small letter of an alphabet that has a capital on these keys. */
const capital = (character: string) => (character.toUpperCase().toLowerCase() === character ? character.toUpperCase() : character)
