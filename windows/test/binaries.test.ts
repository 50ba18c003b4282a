import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { programVersion } from '../../scripts/msi/program-version.ts'
import { buildTarget, type TargetName, targetNames } from '../../scripts/windows/targets.ts'
import { productVersion } from '../../scripts/windows/version.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { inTheLongLoop } from '../../test/soak.ts'
import { windowsMissing } from './needs.ts'

// What is shipped for Windows, read as files by binutils. Control Flow Guard is not among it: mingw cannot make it.

const root = join(import.meta.dirname, '../..')

/** In System32 of every Windows since 10 (1809). Nothing else comes along: no library of a compiler, and none of anybody's. */
const ofWindows = ['advapi32', 'bcrypt', 'gdi32', 'kernel32', 'msvcrt', 'ncrypt', 'netapi32', 'ntdll', 'ole32', 'shell32', 'user32', 'userenv', 'wevtapi', 'winhttp', 'wtsapi32']

const objdump = (file: string, what: string) => execFileSync('x86_64-w64-mingw32-objdump', [what, file], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

withPeer('what is shipped for Windows', windowsMissing(), () => {
  const files = new Map<TargetName, string>()
  beforeAll(async () => {
    for (const name of targetNames) files.set(name, await buildTarget(name))
  }, 300_000)

  test.for(targetNames)('[S-03] %s is for 64 bits, lies elsewhere in memory each time, and has no place that can be written to and run', (name) => {
    const file = files.get(name) ?? ''
    const headers = objdump(file, '-p')
    expect(headers).toContain('file format pei-x86-64')
    expect(all(/DllCharacteristics[^\n]*\n((?:\s+[A-Z_]+\n)+)/u.exec(headers)?.[1] ?? '', /([A-Z_]+)/gu)).toEqual(['HIGH_ENTROPY_VA', 'DYNAMIC_BASE', 'NX_COMPAT'])
    const sections = [...objdump(file, '-h').matchAll(/^ +\d+ (\S+).*\n +(.*)$/gmu)].map(([, section = '', flags = '']) => ({ section, code: flags.includes('CODE'), written: !flags.includes('READONLY') }))
    // Without where its addresses stand it could not lie elsewhere, whatever its header says.
    expect(sections.map(({ section }) => section)).toContain('.reloc')
    expect(sections.filter(({ code }) => code)).toEqual([{ section: '.text', code: true, written: false }])
  })

  test.for(targetNames)('%s needs nothing that Windows has not', (name) => {
    const needed = all(objdump(files.get(name) ?? '', '-p'), /DLL Name: (.+)\.dll/giu).map((one) => one.toLowerCase())
    expect(needed).toContain('kernel32')
    expect(needed.filter((one) => !ofWindows.includes(one))).toEqual([])
  })

  test('the provider has the two functions that COM asks for, under its own name, and no other', () => {
    const headers = objdump(files.get('Gatehouse.Provider.dll') ?? '', '-p')
    expect(all(headers, /^\s+\[\s*\d+\] (Dll\w+|\S+)$/gmu)).toEqual(['DllCanUnloadNow', 'DllGetClassObject'])
    expect(all(headers, /^Name\s+[0-9a-f]+ (.+)$/gmu)).toEqual(['Gatehouse.Provider.dll'])
  })

  test.for(targetNames)('[F-30] %s says whose and of which version it is, and nothing of the machine that it was built on', (name) => {
    const file = files.get(name) ?? ''
    expect(programVersion(file)?.version).toBe(`${productVersion()}.0`)
    const bytes = readFileSync(file)
    for (const value of ['Gatehouse', name, productVersion()]) expect(bytes.includes(Buffer.from(`${value}\0`, 'utf16le')), value).toBe(true)
    expect(objdump(file, '-p')).toMatch(/^Time\/Date\s+Thu Jan +1 00:00:00 1970$/mu)
    for (const place of [root, tmpdir(), '/usr/', '.cpp', '.part']) expect(bytes.includes(place), place).toBe(false)
  })

  // A whole build takes most of a minute.
  inTheLongLoop('[F-30] built once more, somewhere else: the same bytes', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'gatehouse-elsewhere-'))
    try {
      for (const part of ['windows', 'scripts/windows', 'scripts/read-xml.ts', 'package.json', 'assets/icon.svg']) cpSync(join(root, part), join(elsewhere, part), { recursive: true })
      symlinkSync(join(root, 'node_modules'), join(elsewhere, 'node_modules'))
      const build = `const { buildTarget, targetNames } = await import('./scripts/windows/targets.ts'); for (const name of targetNames) await buildTarget(name)`
      await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', build], { cwd: elsewhere })
      for (const [name, file] of files) expect(readFileSync(join(elsewhere, 'out/windows/x64', basename(file))).equals(readFileSync(file)), name).toBe(true)
    } finally {
      rmSync(elsewhere, { recursive: true })
    }
  }, 600_000)
})
