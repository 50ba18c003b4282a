import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type EventManifest, levels, readEventManifest } from '../../scripts/windows/event-manifest.ts'
import { eventTemplates, messageIds, messageTable } from '../../scripts/windows/event-resources.ts'
import { buildTarget } from '../../scripts/windows/targets.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../test/needs.ts'

// Both resources, read back by what is written of their layout (libfwevt's page of the format, [MS-EVEN6], winnt.h), not by what wrote them.
// That Windows reads them so too, row W-40 of docs/windows-checklist.md tries.

const file = join(import.meta.dirname, 'events.man')
const manifest = readEventManifest(file)
const templates = eventTemplates(manifest)
const unset = 0xffff_ffff

const word = (at: number) => templates.readUInt32LE(at)
const nameAt = (at: number) => templates.toString('utf16le', at + 4, at + word(at)).replace(/\0+$/u, '')
/** A block with this signature. @returns its entries' places, each of `size` bytes, after a head of `head` */
function entries(at: number, signature: string, size: number, head = 12): number[] {
  expect(templates.toString('latin1', at, at + 4)).toBe(signature)
  const count = word(at + 8)
  expect(word(at + 4), `size of ${signature}`).toBeGreaterThanOrEqual(count === 0 ? 0 : head + count * size)
  expect(at + word(at + 4), `${signature} within the file`).toBeLessThanOrEqual(templates.length)
  return Array.from({ length: count }, (_, index) => at + head + index * size)
}
const guidAt = (at: number) => {
  const hex = (from: number, to: number, turned: boolean) => { const bytes = Buffer.from(templates.subarray(at + from, at + to)); return (turned ? bytes.reverse() : bytes).toString('hex').toUpperCase() }
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-')
}

/** The binary XML of a template, as text; a value to be put in is `%1`. */
function xmlAt(from: number): { text: string; end: number } {
  let at = from
  const byte = () => templates.readUInt8(at++)
  const short = () => { at += 2; return templates.readUInt16LE(at - 2) }
  const letters = (count: number) => { at += count * 2; return templates.toString('utf16le', at - count * 2, at) }
  const name = () => {
    const [hash, length] = [short(), short()]
    const text = letters(length)
    let expected = 0n
    for (const letter of text) expected = (expected * 65_599n + BigInt(letter.charCodeAt(0))) & 0xffff_ffffn
    expect(hash, `hash of ${text}`).toBe(Number(expected & 0xffffn))
    expect(short(), 'a name ends with NUL').toBe(0)
    return text
  }
  const element = (token: number): string => {
    expect(token & ~0x40).toBe(0x01)
    expect(short(), 'depends on nothing').toBe(0xffff)
    const size = templates.readUInt32LE(at)
    at += 4
    const begin = at
    const tag = name()
    let attributes = ''
    if ((token & 0x40) !== 0) {
      const until = at + 4 + templates.readUInt32LE(at)
      at += 4
      while (at < until) {
        expect(byte() & ~0x40).toBe(0x06)
        const attribute = name()
        expect([byte(), byte()], 'a text').toEqual([0x05, 0x01])
        attributes += ` ${attribute}="${letters(short())}"`
      }
      expect(at).toBe(until)
    }
    expect(byte()).toBe(0x02)
    let content = ''
    for (let token = byte(); token !== 0x04; token = byte()) {
      if (token === 0x0d) {
        content += `%${short() + 1}`
        expect(byte(), 'a text in UTF-16').toBe(0x01)
      } else content += element(token)
    }
    expect(at - begin, `size of ${tag}`).toBe(size)
    return `<${tag}${attributes}>${content}</${tag}>`
  }
  expect([byte(), byte(), byte(), byte()]).toEqual([0x0f, 1, 1, 0])
  const text = element(byte())
  expect(byte(), 'end of the fragment').toBe(0)
  return { text, end: at }
}

test('the templates of events say of the provider and of each event what the manifest says', () => {
  expect([templates.toString('latin1', 0, 4), word(4), templates.readUInt16LE(8), templates.readUInt16LE(10), word(12)]).toEqual(['CRIM', templates.length, 3, 1, 1])
  expect(guidAt(16)).toBe(manifest.guid)
  const provider = word(32)
  expect([templates.toString('latin1', provider, provider + 4), word(provider + 8)]).toEqual(['WEVT', messageIds.provider])
  const at = new Map(Array.from({ length: word(provider + 12) }, (_, index) => [word(provider + 16 + index * 8), word(provider + 20 + index * 8)]))
  expect([...at.keys()].toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 7])
  const place = (kind: number) => at.get(kind) ?? 0

  const channels = new Map(entries(place(5), 'CHAN', 16).map((entry) => [entry, { name: nameAt(word(entry + 4)), value: word(entry + 8) }]))
  expect([...channels.values()]).toEqual(manifest.channels.map(({ name, value }) => ({ name, value })))
  const used = new Map(entries(place(0), 'LEVL', 12).map((entry) => [entry, { value: word(entry), message: word(entry + 4), name: nameAt(word(entry + 8)) }]))
  expect([...used.values()]).toEqual([2, 3, 4].map((value) => ({ value, message: messageIds.level(value), name: Object.entries(levels).find(([, one]) => one.value === value)?.[0] })))
  for (const [kind, signature] of [[1, 'TASK'], [2, 'OPCO'], [3, 'KEYW']] as const) expect(entries(place(kind), signature, 0)).toEqual([])

  const [first] = entries(place(7), 'TTBL', 0)
  expect(word(place(7) + 8)).toBe(1)
  const template = first ?? 0
  expect(templates.toString('latin1', template, template + 4)).toBe('TEMP')
  const { text, end } = xmlAt(template + 40)
  expect(text).toBe('<EventData><Data Name="Text">%1</Data></EventData>')
  const items = word(template + 16)
  expect([word(template + 8), word(template + 12), Math.ceil(end / 4) * 4]).toEqual([1, 1, items])
  expect([templates.readUInt8(items + 4), templates.readUInt8(items + 5), nameAt(word(items + 16))]).toEqual([1, 1, 'Text'])

  const events = entries(place(4), 'EVNT', 48, 16)
  expect(events.map((entry) => ({
    value: templates.readUInt16LE(entry), version: templates.readUInt8(entry + 2), channel: templates.readUInt8(entry + 3), level: templates.readUInt8(entry + 4), opcode: templates.readUInt8(entry + 5),
    task: templates.readUInt16LE(entry + 6), keywords: templates.readBigUInt64LE(entry + 8), message: word(entry + 16), template: word(entry + 20),
    levelName: used.get(word(entry + 28))?.name, keywordCount: word(entry + 36), channelName: channels.get(word(entry + 44))?.name,
  }))).toEqual(manifest.events.map(({ value, channel, level }) => {
    const of = manifest.channels.find(({ id }) => id === channel)
    return {
      value, version: 0, channel: of?.value, level: levels[level].value, opcode: 0, task: 0, keywords: channel === 'admin' ? 0x8000_0000_0000_0000n : 0x4000_0000_0000_0000n, message: messageIds.event(value), template,
      levelName: level, keywordCount: 0, channelName: of?.name,
    }
  }))
  expect(events.every((entry) => word(entry + 16) !== unset)).toBe(true)
})

/** As FormatMessage reads it. */
function messages(table: Buffer): Map<number, string> {
  const found = new Map<number, string>()
  for (let block = 0; block < table.readUInt32LE(0); block++) {
    const [low, high, from] = [0, 4, 8].map((more) => table.readUInt32LE(4 + block * 12 + more))
    let at = from ?? 0
    for (let id = low ?? 0; id <= (high ?? -1); id++) {
      const length = table.readUInt16LE(at)
      expect([length % 4, table.readUInt16LE(at + 2)], 'whole, in UTF-16').toEqual([0, 1])
      found.set(id, table.toString('utf16le', at + 4, at + length).replace(/\0+$/u, ''))
      at += length
    }
  }
  return found
}

test('the table of messages has the words of every event, of the provider and of the levels', () => {
  const table = messages(messageTable(manifest))
  expect([...table.keys()].toSorted((one, other) => one - other)).toEqual([...table.keys()])
  expect(Object.fromEntries(table)).toEqual(Object.fromEntries([
    [messageIds.provider, `${manifest.message}\r\n`],
    ...Object.values(levels).map(({ value, message }) => [messageIds.level(value), `${message}\r\n`]),
    ...manifest.events.map(({ value, message }) => [messageIds.event(value), `${message}\r\n`]),
  ]))
})

test('a manifest that says what is not read is refused, rather than half of it made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-manifest-'))
  const changed = (from: string, to: string) => (): EventManifest => {
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(folder, 'events.man'), text.replace(from, to))
    return readEventManifest(join(folder, 'events.man'))
  }
  try {
    expect(changed('$(string.client-ended)', '$(string.client-gone)')).toThrow('$(string.client-gone) is no string of it')
    expect(changed('win:UnicodeString', 'win:UInt32')).toThrow('is no win:UnicodeString')
    expect(changed('win:Warning', 'win:Verbose')).toThrow('win:Verbose of the event manifest is no level')
    expect(changed('<templates>', '<tasks><task name="a" value="1"/></tasks><templates>')).toThrow('<task> is not read yet')
    expect(changed(' channel="admin"', '')).toThrow('<event> of the event manifest has no channel')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

withPeer('the launcher', windowsMissing(), () => {
  let program: string
  beforeAll(async () => { program = await buildTarget('Gatehouse.Launcher.exe') }, 300_000)

  test('has both among its resources, where Windows looks for them', () => {
    const bytes = readFileSync(program)
    expect(bytes.includes(templates)).toBe(true)
    expect(bytes.includes(messageTable(manifest))).toBe(true)
    const tree = execFileSync('x86_64-w64-mingw32-objdump', ['-p', program], { encoding: 'utf8' })
    const leaf = (type: string) => new RegExp(`Entry: ${type}, Value.*\\n.*Name Table.*\\n.*Entry: ID: 0x000001,.*\\n.*Language Table.*\\n.*Entry: ID: 0x000409,.*\\n.*Leaf: Addr: \\w+, Size: 0x(\\w+)`, 'u').exec(tree)?.[1]
    expect(Number.parseInt(leaf('name: .*: WEVT_TEMPLATE') ?? '', 16)).toBe(templates.length)
    expect(Number.parseInt(leaf('ID: 0x00000b') ?? '', 16)).toBe(messageTable(manifest).length)
  })
})
