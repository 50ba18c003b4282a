/** Values by attribute; an empty list takes the attribute away (in a change) or leaves it out (in a new entry). */
export type Attributes = Record<string, string | Buffer | readonly string[]>

/** @returns one new entry, RFC 2849. */
export function added(dn: string, attributes: Attributes): string {
  return [line('dn', dn), ...Object.entries(attributes).flatMap(lines), '', ''].join('\n')
}

/** @returns one change that replaces each of `attributes`, RFC 2849. */
export function replaced(dn: string, attributes: Attributes): string {
  const changes = Object.entries(attributes).flatMap((attribute) => [
    `replace: ${attribute[0]}`,
    ...lines(attribute),
    '-',
  ])
  return [line('dn', dn), 'changetype: modify', ...changes, '', ''].join('\n')
}

/** @returns one change that adds values to those that are there, RFC 2849. */
export const extended = (dn: string, attribute: string, values: readonly string[]): string => changed(dn, 'add', attribute, values)

/** @returns one change that takes values away from those that are there, RFC 2849. */
export const shortened = (dn: string, attribute: string, values: readonly string[]): string => changed(dn, 'delete', attribute, values)

function changed(dn: string, how: 'add' | 'delete', attribute: string, values: readonly string[]): string {
  return [line('dn', dn), 'changetype: modify', `${how}: ${attribute}`, ...lines([attribute, values]), '-', '', ''].join('\n')
}

/** @returns the first value of `attribute` in what a search printed, or nothing when the entry has none. */
export function firstValue(printed: string, attribute: string): string | undefined {
  // Long lines are folded: a newline and one space inside a value mean nothing.
  for (const text of printed.replaceAll(/\r?\n /g, '').split('\n')) {
    if (text.startsWith(`${attribute}: `)) return text.slice(attribute.length + 2)
    if (text.startsWith(`${attribute}:: `)) return Buffer.from(text.slice(attribute.length + 3), 'base64').toString()
  }
  return undefined
}

function lines([name, value]: [string, Attributes[string]]): string[] {
  return typeof value === 'string' || Buffer.isBuffer(value) ? [line(name, value)] : value.map((one) => line(name, one))
}

function line(name: string, value: string | Buffer): string {
  const plain = typeof value === 'string' && /^[!-9;=-~][ -~]*$/.test(value)
  return plain ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`
}
