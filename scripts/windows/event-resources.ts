// What Microsoft's message compiler makes of an event manifest, which has no counterpart here: by these two resources of a program Windows
// knows a provider's events and their words. Layout of WEVT_TEMPLATE: libfwevt's "Windows Event manifest binary format"; of its binary
// XML: [MS-EVEN6], 2.2.12; of a message table: MESSAGE_RESOURCE_DATA of winnt.h.
import { createHash } from 'node:crypto'
import { Block, u16, u32, u64 } from './block.ts'
import { type EventManifest, type Level, levels } from './event-manifest.ts'

const none = 0xffff_ffff

/** What a provider's block points to, by number. */
const kinds = { level: 0, task: 1, opcode: 2, keyword: 3, event: 4, channel: 5, template: 7 } as const
/** As many as there is room for, used or not. */
const ROOM = 11

/** Numbers of the texts, as the message compiler gives them: by what they are of. */
export const messageIds = { provider: 0x9000_0001, level: (value: number) => 0x5000_0000 + value, event: (value: number) => 0xb000_0000 + value }

/** @returns resource `WEVT_TEMPLATE`, number 1 */
export function eventTemplates(manifest: EventManifest): Buffer {
  const block = new Block()
  const crim = block.begin('CRIM')
  block.write(u16(3), u16(1), u32(1), guidBytes(manifest.guid))
  const provider = block.later()

  provider.is(block.at)
  const wevt = block.begin('WEVT')
  const numbers = Object.values(kinds)
  block.write(u32(messageIds.provider), u32(numbers.length))
  const places = new Map<number, ReturnType<Block['later']>>()
  for (const kind of numbers) {
    block.write(u32(kind))
    places.set(kind, block.later())
  }
  block.write(Buffer.alloc((ROOM - numbers.length) * 8))
  const here = (kind: keyof typeof kinds): void => places.get(kinds[kind])?.is(block.at)

  here('channel')
  const channels = list(block, 'CHAN', manifest.channels, ({ name, value }) => [u32(0), block.name(name), u32(value), u32(none)])
  here('template')
  const templates = writeTemplates(block, manifest.templates)
  here('opcode')
  list(block, 'OPCO', [], () => [])
  here('level')
  const used = Object.entries(levels).filter(([name]) => manifest.events.some(({ level }) => level === name)).map(([name, { value }]) => ({ name, value }))
  const levelAt = list(block, 'LEVL', used, ({ name, value }) => [u32(value), u32(messageIds.level(value)), block.name(name)])
  here('task')
  list(block, 'TASK', [], () => [])
  here('keyword')
  list(block, 'KEYW', [], () => [])
  block.align(8)
  here('event')
  const events = block.begin('EVNT')
  block.write(u32(manifest.events.length), u32(0))
  for (const { value, channel, level, template } of manifest.events) {
    const place = manifest.channels.findIndex(({ id }) => id === channel)
    const [of, from] = [manifest.channels[place], templates.get(template)]
    if (!of || from === undefined) throw new Error(`event ${value} of the manifest has a channel or template that is not there`)
    // Each channel has a bit of the keywords, counted down from the highest (system/event_log.cpp sets the same).
    block.write(u16(value), Buffer.from([0, of.value, levels[level].value, 0]), u16(0), u64(1n << BigInt(63 - place)))
    block.write(u32(messageIds.event(value)), u32(from), u32(0), u32(levelAt[used.findIndex(({ name }) => name === level)] ?? 0), u32(0), u32(0), u32(0), u32(channels[place] ?? 0))
  }
  events.end()
  wevt.end()
  crim.end()
  return block.bytes()
}

/** A block of entries of one size, then their names. @returns where each entry lies */
function list<T>(block: Block, signature: string, entries: readonly T[], fields: (entry: T) => readonly (Buffer | ReturnType<Block['name']>)[]): number[] {
  const all = block.begin(signature)
  block.write(u32(entries.length))
  const places = entries.map((entry) => {
    const at = block.at
    for (const field of fields(entry)) block.write(field)
    return at
  })
  block.writeNames()
  // Of nothing the size is said to be nothing.
  if (entries.length > 0) all.end()
  return places
}

function writeTemplates(block: Block, templates: EventManifest['templates']): Map<string, number> {
  const places = new Map<string, number>()
  const table = block.begin('TTBL')
  block.write(u32(templates.length))
  for (const { id, texts } of templates) {
    places.set(id, block.at)
    const xml = binaryXml(texts)
    const template = block.begin('TEMP')
    block.write(u32(texts.length), u32(texts.length))
    const items = block.later()
    // An identifier of its own for what it is.
    block.write(u32(1), createHash('md5').update(xml).digest(), xml)
    block.align(4)
    items.is(block.at)
    // Texts (win:UnicodeString, shown as xs:string), without a map, a count or a length.
    for (const text of texts) block.write(u32(0), Buffer.from([1, 1, 0, 0]), u32(0), u32(0), block.name(text))
    block.writeNames()
    template.end()
  }
  table.end()
  return places
}

/** `<EventData><Data Name="…">%1</Data>…</EventData>` */
function binaryXml(texts: readonly string[]): Buffer {
  const data = texts.map((text, at) => {
    const value = Buffer.concat([Buffer.from([0x05, 0x01]), u16(text.length), Buffer.from(text, 'utf16le')])
    const attribute = Buffer.concat([Buffer.from([0x06]), xmlName('Name'), value])
    return element('Data', attribute, Buffer.concat([Buffer.from([0x0d]), u16(at), Buffer.from([0x01])]))
  })
  return Buffer.concat([Buffer.from([0x0f, 1, 1, 0]), element('EventData', undefined, Buffer.concat(data)), Buffer.from([0x00])])
}

function element(name: string, attributes: Buffer | undefined, content: Buffer): Buffer {
  const inside = Buffer.concat([xmlName(name), ...(attributes ? [u32(attributes.length), attributes] : []), Buffer.from([0x02]), content, Buffer.from([0x04])])
  // It depends on no value: 0xffff.
  return Buffer.concat([Buffer.from([attributes ? 0x41 : 0x01]), u16(0xffff), u32(inside.length), inside])
}

function xmlName(name: string): Buffer {
  let hash = 0
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 65_599) + name.charCodeAt(at)) >>> 0
  return Buffer.concat([u16(hash & 0xffff), u16(name.length), Buffer.from(`${name}\0`, 'utf16le')])
}

const guidBytes = (guid: string): Buffer => {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse(), bytes.subarray(8)])
}

/** @returns resource RT_MESSAGETABLE, number 1 */
export function messageTable(manifest: EventManifest): Buffer {
  const of = (level: Level): [number, string] => [messageIds.level(levels[level].value), levels[level].message]
  const texts = new Map<number, string>([[messageIds.provider, manifest.message], ...manifest.events.map(({ level }) => of(level)), ...manifest.events.map(({ value, message }): [number, string] => [messageIds.event(value), message])])
  const ids = [...texts.keys()].toSorted((one, other) => one - other)
  // Each block is a run of numbers without a gap.
  const runs: number[][] = []
  for (const id of ids) {
    const last = runs.at(-1)
    if (last?.at(-1) === id - 1) last.push(id)
    else runs.push([id])
  }
  const heads: Buffer[] = []
  const entries: Buffer[] = []
  let at = 4 + runs.length * 12
  for (const run of runs) {
    heads.push(u32(run[0] ?? 0), u32(run.at(-1) ?? 0), u32(at))
    for (const id of run) {
      const text = Buffer.from(`${texts.get(id) ?? ''}\r\n\0`, 'utf16le')
      const length = Math.ceil((4 + text.length) / 4) * 4
      // 1: in UTF-16.
      entries.push(u16(length), u16(1), text, Buffer.alloc(length - 4 - text.length))
      at += length
    }
  }
  return Buffer.concat([u32(runs.length), ...heads, ...entries])
}
