import fc from 'fast-check'

/** Test material: lists of breached passwords as they are downloaded. */

const digit = fc.integer({ min: 0, max: 15 }).map((value) => value.toString(16).toUpperCase())

/** Some hashes with their counts, sorted; many with the same beginning, as in a real list. */
export const hashes = (most: number, least = 0): fc.Arbitrary<Map<string, number>> =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom('00000', '5BAA6', 'FFFFF'), fc.string({ unit: digit, minLength: 5, maxLength: 5 })), fc.string({ unit: digit, minLength: 35, maxLength: 35 }), fc.integer({ min: 1, max: 99_999_999 })), { minLength: least, maxLength: most, size: 'max' })
    .map((all) => new Map(all.map(([prefix, rest, count]): [string, number] => [prefix + rest, count]).sort(([a], [b]) => (a < b ? -1 : 1))))

export const fileOf = (known: ReadonlyMap<string, number>, end = '\r\n', closed = true): string =>
  [...known].map(([hash, count]) => `${hash}:${count}`).join(end) + (closed && known.size > 0 ? end : '')

/** The file of a folder of ranges that has one hash among others. */
export const foldersFile = (prefix: string, rest: string, count: number) =>
  ({ name: prefix, hash: prefix + rest, lines: [`${'0'.repeat(34)}1:3`, `${rest}:${count}`, `${'F'.repeat(35)}:1`, ''].join('\r\n') })
