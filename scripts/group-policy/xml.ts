/** An element of XML, and how it is written. */
export type Element = { name: string; attributes: Record<string, string>; inside: readonly (Element | string)[] }

export const element = (name: string, attributes: Record<string, string> = {}, ...inside: readonly (Element | string)[]): Element => ({ name, attributes, inside })

/** @param remark stands above the root; without two hyphens in a row */
export const xmlOf = (root: Element, remark: string) => `<?xml version="1.0" encoding="utf-8"?>\n<!-- ${remark} -->\n${written(root, '')}`

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escaped = (text: string) => text.replace(/[&<>"]/gu, (sign) => signs[sign] ?? sign)

function written({ name, attributes, inside }: Element, indent: string): string {
  const open = `${indent}<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}`
  if (inside.length === 0) return `${open}/>\n`
  // Text is what it is: a space or a line more would be shown.
  if (inside.every((part) => typeof part === 'string')) return `${open}>${inside.map(escaped).join('')}</${name}>\n`
  return `${open}>\n${inside.map((part) => (typeof part === 'string' ? part : written(part, `${indent}  `))).join('')}${indent}</${name}>\n`
}
