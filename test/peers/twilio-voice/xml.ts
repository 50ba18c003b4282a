export type Element = { name: string; attributes: Readonly<Record<string, string>>; inside: readonly (Element | string)[] }

const entities: Readonly<Record<string, string>> = { 'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', 'apos': "'" }

/** Reads the XML that TwiML needs: elements, attributes, text, the five entities. @throws Error for whatever else is in it */
export function readXml(text: string): Element {
  let at = 0
  const fail = (): never => { throw new Error(`no TwiML at ${at}: ${text.slice(at, at + 40)}`) }
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = new RegExp(pattern.source, 'yu')
    found.lastIndex = at
    const match = found.exec(text)
    if (match) at += match[0].length
    return match ?? undefined
  }
  const plain = (raw: string) => {
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(raw)) fail()
    return raw.replace(/&([^;]{0,5};?)/gu, (_, name: string) => entities[name.slice(0, -1)] ?? fail())
  }
  const element = (): Element => {
    const name = next(/<([A-Z][A-Za-z]*)/)?.[1] ?? fail()
    const attributes: Record<string, string> = {}
    for (let found = next(/ ([A-Za-z]+)="([^"<]*)"/); found; found = next(/ ([A-Za-z]+)="([^"<]*)"/)) attributes[found[1] ?? fail()] = plain(found[2] ?? '')
    if (next(/\/>/)) return { name, attributes, inside: [] }
    if (!next(/>/)) fail()
    const inside: (Element | string)[] = []
    while (!next(new RegExp(`</${name}>`))) {
      const words = next(/[^<]+/)
      inside.push(words ? plain(words[0]) : element())
    }
    return { name, attributes, inside }
  }
  next(/<\?xml version="1\.0" encoding="UTF-8"\?>/)
  const root = element()
  return at === text.length && root.name === 'Response' ? root : fail()
}
