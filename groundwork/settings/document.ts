import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Mistake } from './mistake.ts'
import { wordsOfYaml } from './yaml-words.ts'

export type Path = readonly (string | number)[]
export type Place = Pick<Mistake, 'source' | 'line' | 'column'>
/** Where a setting's name or its value stands; what is not there is placed at the group that lacks it. */
export type Locate = (path: Path, part: 'key' | 'value') => Place

export type Reading = {
  /** Plain data; undefined when the text is no YAML. */
  value: unknown
  locate: Locate
  mistakes: Mistake[]
}

/**
 * Reads a YAML file, remembering where everything stands.
 * @param source the name under which mistakes point to it
 * @returns never throws, whatever the text
 */
export function readDocument(text: string, source: string): Reading {
  try {
    return read(text, source)
  } catch {
    // The parser recurses: ten thousand open brackets exhaust the stack. No setting of ours is nested deeper than three.
    return {
      value: undefined,
      locate: () => ({ source }),
      mistakes: [{ source, path: '', what: 'cannot be read as YAML', right: 'must be a plain file of settings' }],
    }
  }
}

function read(text: string, source: string): Reading {
  // What was read as UTF-8 and was not: letters of groups and names would silently be others.
  const foreign = text.search(/[\uFFFD\0]/u)
  if (foreign >= 0) {
    const before = text.slice(0, foreign).split('\n')
    const place = { source, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    return { value: undefined, locate: () => place, mistakes: [{ ...place, path: '', what: 'is no letter of UTF-8', right: 'must be a file that was saved as UTF-8' }] }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { source, line: Math.max(1, line), column: Math.max(1, col) }
  }

  const broken = [...document.errors, ...document.warnings]
    .map((error) => ({ ...place(error.pos[0]), path: error.code === 'DUPLICATE_KEY' ? wordAt(text, error.pos[0]) : '', ...wordsOfYaml(error) }))
    // The parser stumbles more than once over the same thing.
    .filter(({ line, path }, at, all) => path !== '' || all.findIndex((other) => other.line === line) === at)
  const aliases = aliasesOf(document).map((alias) => ({ ...place(alias.range?.[0] ?? 0), path: '', ...noAlias }))
  const quotes = quotedByHand(document).map((offset) => ({ ...place(offset), path: '', ...noSuchQuote }))
  const mistakes = [...broken, ...aliases, ...quotes]
  // With a key given twice everything else can still be judged; after other errors it would be guesswork.
  const readable = aliases.length === 0 && document.warnings.length === 0 && document.errors.every(({ code }) => code === 'DUPLICATE_KEY')

  return {
    value: readable ? document.toJS() : undefined,
    locate: (path, part) => place(offsetOf(document.contents, path, part)),
    mistakes,
  }
}

const wordAt = (text: string, offset: number) => /^[\w-]*/u.exec(text.slice(offset, offset + 100))?.[0] ?? ''

// A handful of letters can stand for gigabytes through aliases, and nobody needs them here.
const noAlias = { what: 'is an alias', right: 'must be written out' }

/** A word processor makes them of straight ones. To YAML they are letters like others, and a comma between them parts. */
const QUOTED_BY_HAND = /^[\u201c\u201d\u201e\u2018\u2019\u201a]/u
const noSuchQuote = { what: 'begins with a typographic quote', right: "must be in straight ones: ' or \"" }

function quotedByHand(document: Document): number[] {
  const found: number[] = []
  visit(document, { Scalar: (_, { type, source, range }) => { if (type === 'PLAIN' && range && QUOTED_BY_HAND.test(source ?? '')) found.push(range[0]) } })
  return found
}

function aliasesOf(document: Document): Alias[] {
  const found: Alias[] = []
  visit(document, { Alias: (_, alias) => void found.push(alias) })
  return found
}

function offsetOf(contents: unknown, path: Path, part: 'key' | 'value'): number {
  let node = isNode(contents) ? contents : undefined
  let offset = begin(node) ?? 0
  for (const [depth, step] of path.entries()) {
    const entry = entryOf(node, step)
    if (!entry) return offset
    const last = depth === path.length - 1
    // A value that is left empty stands nowhere, so its name is shown.
    offset = (last && part === 'value' ? begin(entry.value) : undefined) ?? begin(entry.key) ?? begin(entry.value) ?? offset
    node = entry.value
  }
  return offset
}

type Entry = { key: Node | undefined; value: Node | undefined }

function entryOf(node: Node | undefined, step: string | number): Entry | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(step)]
    return isNode(value) ? { key: undefined, value } : undefined
  }
  if (!isMap(node)) return undefined
  // Of two with the same name the later one counts, here as in the data.
  const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step))
  return pair && { key: isNode(pair.key) ? pair.key : undefined, value: isNode(pair.value) ? pair.value : undefined }
}

function begin(node: Node | undefined): number | undefined {
  if (!node || isAlias(node) || !node.range) return undefined
  return isScalar(node) && node.source === '' && node.range[0] === node.range[1] ? undefined : node.range[0]
}
