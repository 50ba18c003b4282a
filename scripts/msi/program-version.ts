import { closeSync, openSync, readSync } from 'node:fs'

/** What stands in a program's version resource. `language`: decimal, 0 where it names none. */
export type ProgramVersion = { version: string; language: number }

/**
 * The file version of a Windows program or library. The installer replaces a file only by one of a higher version, and
 * believes its table, not the file: so the table gets what the file says.
 * @param file absolute
 * @returns undefined: no program, or one without a version
 */
export function programVersion(file: string): ProgramVersion | undefined {
  const resources = resourcesOf(file)
  if (!resources) return undefined
  // VS_FIXEDFILEINFO begins with this number; the file's version follows as two pairs, the greater first.
  const at = resources.indexOf(Buffer.from([0xbd, 0x04, 0xef, 0xfe]))
  if (at < 0 || at + 16 > resources.length) return undefined
  const part = (offset: number) => resources.readUInt16LE(at + offset)
  return { version: [part(10), part(8), part(14), part(12)].join('.'), language: languageIn(resources) }
}

/** `Translation` of VarFileInfo: its name in UTF-16, padded to four bytes, then the language. */
function languageIn(resources: Buffer): number {
  const name = Buffer.from('Translation\0', 'utf16le')
  const at = resources.indexOf(name)
  if (at < 0) return 0
  const after = Math.ceil((at + name.length) / 4) * 4
  return after + 2 <= resources.length ? resources.readUInt16LE(after) : 0
}

/** The section `.rsrc` (Microsoft's "PE Format"): an Electron is read no further than that. */
function resourcesOf(file: string): Buffer | undefined {
  const handle = openSync(file, 'r')
  try {
    const read = (from: number, length: number) => {
      const bytes = Buffer.alloc(length)
      return bytes.subarray(0, readSync(handle, bytes, 0, length, from))
    }
    const head = read(0, 4096)
    if (head.length < 64 || head.toString('latin1', 0, 2) !== 'MZ') return undefined
    const signature = head.readUInt32LE(0x3c)
    const header = read(signature, 4096)
    if (header.length < 24 || header.toString('latin1', 0, 4) !== 'PE\0\0') return undefined
    const sections = 24 + header.readUInt16LE(20)
    for (let n = 0; n < header.readUInt16LE(6) && sections + n * 40 + 40 <= header.length; n++) {
      const section = header.subarray(sections + n * 40, sections + n * 40 + 40)
      if (section.toString('latin1', 0, 8).replace(/\0+$/, '') === '.rsrc') return read(section.readUInt32LE(20), section.readUInt32LE(16))
    }
    return undefined
  } finally {
    closeSync(handle)
  }
}
