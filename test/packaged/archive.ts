import { readFileSync } from 'node:fs'
import * as v from 'valibot'

/** A file of an archive. `bytes`: what is in it; empty where it lies beside the archive. */
export type ArchivedFile = { path: string; bytes: () => Buffer }

type Entry = { files?: Record<string, Entry> | undefined; size?: number | undefined; offset?: string | undefined; unpacked?: boolean | undefined }
const Entry: v.GenericSchema<unknown, Entry> = v.object({
  files: v.optional(v.record(v.string(), v.lazy(() => Entry))),
  size: v.optional(v.number()),
  offset: v.optional(v.string()),
  unpacked: v.optional(v.boolean()),
})

/** @param file an archive of Electron (github.com/electron/asar, "Format"): the length of a list, the list as JSON, then the files one after the other */
export function filesOfArchive(file: string): ArchivedFile[] {
  const whole = readFileSync(file)
  const start = 8 + whole.readUInt32LE(4)
  const list = v.parse(Entry, JSON.parse(whole.subarray(16, 16 + whole.readUInt32LE(12)).toString()))
  const walk = (entry: Entry, path: string): ArchivedFile[] => {
    if (entry.files) return Object.entries(entry.files).flatMap(([name, one]) => walk(one, path === '' ? name : `${path}/${name}`))
    const from = start + Number(entry.offset ?? 0)
    return [{ path, bytes: () => (entry.unpacked ? Buffer.alloc(0) : whole.subarray(from, from + (entry.size ?? 0))) }]
  }
  return walk(list, '')
}
