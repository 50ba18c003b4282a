/**
 * @returns the known word that was probably meant: at most a third of its letters differ, or one turned-round pair; else the only one
 *   of which a part was typed, such as `sms` of `sms-code`
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = plain(word)
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(typed, plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)
  if (ranked[0]) return ranked[0].candidate
  const [whole, ...others] = known.filter((candidate) => typed.length >= 3 && candidate.toLowerCase().split(/[^a-z]/u).includes(typed))
  return others.length === 0 ? whole : undefined
}

// `cert_file`, `cert-file` and `CertFile` are one word to whoever types it. Nothing known is near 64 letters.
const plain = (word: string) => word.slice(0, 64).toLowerCase().replace(/[\s_-]/gu, '')

/** Edits from one to the other; swapping two neighbours is one edit (Damerau, "optimal string alignment"). */
function distance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const present = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      present[column] = Math.min(
        at(last, column) + 1,
        at(present, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = present
  }
  return at(last, to.length)
}

const at = (row: readonly number[], column: number) => row[column] ?? Infinity
