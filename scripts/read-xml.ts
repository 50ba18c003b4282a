import { DOMParser } from '@xmldom/xmldom'

/** An element: what it says, what is in it, and all text below it. */
export type Read = { name: string; attributes: Record<string, string>; inside: Read[]; text: string }

/** @throws where it is not well-formed, or the parser had to guess */
export function readXml(text: string): Read {
  const complain = (what: string) => {
    throw new Error(what)
  }
  return read(new DOMParser({ errorHandler: { warning: complain, error: complain, fatalError: complain } }).parseFromString(text, 'text/xml').documentElement)
}

function read(element: Element): Read {
  const children = Array.from(element.childNodes)
  return {
    name: element.nodeName,
    attributes: Object.fromEntries(Array.from(element.attributes).map(({ name, value }) => [name, value])),
    inside: children.filter((child): child is Element => child.nodeType === 1).map(read),
    text: element.textContent,
  }
}

export const everyIn = (element: Read): Read[] => [element, ...element.inside.flatMap(everyIn)]
export const named = (element: Read, name: string): Read[] => everyIn(element).filter((one) => one.name === name)
