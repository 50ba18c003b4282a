import * as v from 'valibot'

const names = (text: string) => [...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? '')

/** A text that names each of these values, and no others. */
export const naming = (...known: readonly string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => names(text).every((name) => known.includes(name)),
      ({ input }) => `names ${names(input).map((name) => `{${name}}`).join(', ')}; must name no others than ${known.join(', ')}`,
    ),
    v.check((text) => known.every((name) => names(text).includes(name)), `must name each of: ${known.join(', ')}`),
  )

/** @returns the text with its values in place; what stands in a value is left as it is */
export const fill = (text: string, values: Readonly<Record<string, string>>) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
