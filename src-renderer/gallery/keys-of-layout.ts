import { codes, layoutOf } from '../keyboard/layouts.ts'
import type { ReadKeys } from '../store/keys.ts'

/** A machine's own keyboard with that layout, as Chromium would read it. */
export function keysOfLayout(tag = 'en-US'): ReadKeys {
  const rows = layoutOf(tag)?.base ?? []
  return () => Promise.resolve(new Map(rows.flatMap((row, at) => Array.from(row).flatMap((types, place): [string, string][] => {
    const code = codes[at]?.[place]
    return code === undefined || types === ' ' ? [] : [[code, types.normalize('NFKC')]]
  }))))
}
