import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// An event's number is what administrators filter and alarm by: program, manifest and guide must have the same.

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const header = read('windows/system/events.h')
const manifest = read('windows/system/events.man')
const guide = read('docs/administrators.md')

const levels: Record<string, string> = { error: 'win:Error', warning: 'win:Warning', information: 'win:Informational' }

const numbers = new Map([...header.matchAll(/^ {2}(\w+) = (\d+),$/gm)].map(([, name = '', number = '']) => [name, Number(number)]))
const rows = [...header.matchAll(/\{Event::(\w+), "([a-z-]+)", EventLevel::(\w+), EventChannel::(\w+)\}/g)]
  .map(([, symbol = '', name, level = '', channel]) => ({ number: numbers.get(symbol), symbol, name, level: levels[level], channel }))

test('every event of the program has its row, in the order of the numbers', () => {
  expect(rows.map(({ symbol }) => symbol)).toEqual([...numbers.keys()])
  expect([...numbers.values()]).toEqual([...numbers.values()].sort((a, b) => a - b))
  expect(numbers.size).toBe(14)
})

test('the manifest has the same events, with the same levels and channels', () => {
  const stated = [...manifest.matchAll(/<event value="(\d+)" symbol="(\w+)" channel="(\w+)" level="([\w:]+)" template="text" message="\$\(string\.([a-z-]+)\)"\/>/g)]
  expect(stated.map(([, number, symbol, channel, level, name]) => ({ number: Number(number), symbol, name, level, channel }))).toEqual(rows)
  const said = [...manifest.matchAll(/<string id="([a-z-]+)" value="[^"]+"\/>/g)].map(([, id]) => id)
  expect(said).toEqual(['provider', ...rows.map(({ name }) => name)])
})

test('the guide for administrators tells of each, and of no other', () => {
  const told = [...guide.matchAll(/^\| (\d+) \| `([a-z-]+)` \| (Admin|Operational) \|/gm)]
  expect(told.map(([, number, name, channel = '']) => ({ number: Number(number), name, channel: channel.toLowerCase() })))
    .toEqual(rows.map(({ number, name, channel }) => ({ number, name, channel })))
})

test('program and manifest have one provider, and channels of the same values', () => {
  const [, guid = ''] = /guid="\{([0-9A-F-]+)\}"/.exec(manifest) ?? []
  const bytes = /provider = \{0x(\w+), 0x(\w+), 0x(\w+), \{(.+)\}\};/.exec(read('windows/system/event_log.cpp'))
  const rest = bytes?.[4]?.replaceAll(/0x|, /g, '') ?? ''
  expect(`${bytes?.[1] ?? ''}-${bytes?.[2] ?? ''}-${bytes?.[3] ?? ''}-${rest.slice(0, 4)}-${rest.slice(4)}`).toBe(guid)
  const values = [...manifest.matchAll(/chid="(\w+)"[^>]* value="(\d+)"/g)].map(([, channel = '', value = '']) => `${channel} = ${value}`)
  expect(header).toContain(`{ ${values.join(', ')} }`)
})
