import { readFileSync } from 'node:fs'
import { named, type Read, readXml } from '../read-xml.ts'

/** An event manifest, as far as ours goes: one provider, channels of its own, templates of texts, levels of Windows' own. */
export type EventManifest = {
  name: string
  /** `0B6A6E4D-…` */
  guid: string
  /** What Windows calls the provider. */
  message: string
  channels: { id: string; name: string; value: number }[]
  templates: { id: string; texts: string[] }[]
  events: { value: number; channel: string; level: Level; template: string; message: string }[]
}

/** Of winmeta.xml, by what a manifest calls them. */
export const levels = { 'win:Error': { value: 2, message: 'Error' }, 'win:Warning': { value: 3, message: 'Warning' }, 'win:Informational': { value: 4, message: 'Information' } } as const
export type Level = keyof typeof levels

/**
 * @param file a manifest
 * @throws Error where it is no XML, or says something that this does not read: then nothing would be made of it
 */
export function readEventManifest(file: string): EventManifest {
  const all = readXml(readFileSync(file, 'utf8'))
  const strings = new Map(named(all, 'string').map((one) => [need(one, 'id'), need(one, 'value')]))
  const said = (one: Read): string => {
    const [, id = ''] = /^\$\(string\.([\w-]+)\)$/u.exec(need(one, 'message')) ?? []
    const found = strings.get(id)
    if (found === undefined) throw new Error(`${file}: ${need(one, 'message')} is no string of it`)
    return found
  }
  const [provider, ...others] = named(all, 'provider')
  if (!provider || others.length > 0) throw new Error(`${file} must have one provider`)
  const manifest = {
    name: need(provider, 'name'), guid: need(provider, 'guid').slice(1, -1), message: said(provider),
    channels: named(all, 'channel').map((one) => ({ id: need(one, 'chid'), name: need(one, 'name'), value: Number(need(one, 'value')) })),
    templates: named(all, 'template').map((one) => ({ id: need(one, 'tid'), texts: named(one, 'data').map(textOf) })),
    events: named(all, 'event').map((one) => ({ value: Number(need(one, 'value')), channel: need(one, 'channel'), level: levelOf(one), template: need(one, 'template'), message: said(one) })),
  }
  for (const unread of ['opcode', 'task', 'keyword', 'map', 'filter', 'struct', 'importChannel']) if (named(all, unread).length > 0) throw new Error(`${file}: <${unread}> is not read yet`)
  return manifest
}

function need({ name, attributes }: Read, key: string): string {
  const value = attributes[key]
  if (value === undefined) throw new Error(`<${name}> of the event manifest has no ${key}`)
  return value
}

function textOf(data: Read): string {
  if (need(data, 'inType') !== 'win:UnicodeString') throw new Error(`<data name="${need(data, 'name')}"> of the event manifest is no win:UnicodeString: others are not read yet`)
  return need(data, 'name')
}

function levelOf(event: Read): Level {
  const level = need(event, 'level')
  if (level === 'win:Error' || level === 'win:Warning' || level === 'win:Informational') return level
  throw new Error(`${level} of the event manifest is no level that is read yet`)
}
