// The Windows side, from C++: by mingw for Windows, by clang with its sanitizers for the tests of what is portable.
import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { productVersion, versionResource } from './version.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

const strict = ['-std=c++17', '-Wall', '-Wextra', '-Werror', '-fno-exceptions', '-fno-rtti']

const mingw = [
  ...strict, '-O2', '-D_WIN32_WINNT=0x0A00', '-DNTDDI_VERSION=0x0A000000', '-DUNICODE', '-D_UNICODE',
  '-static', '-static-libgcc', '-static-libstdc++', '-fstack-protector-strong', '-s',
  // Two builds of the same source are the same file.
  '-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp',
]
const libraries = ['-lole32', '-luuid', '-lshlwapi', '-ladvapi32']

/** What the linker makes of it. */
type Kind = 'library' | 'window' | 'console'
const kinds: Record<Kind, string[]> = { library: ['-shared'], window: ['-municode', '-mwindows'], console: ['-municode', '-mconsole'] }

type Target = {
  kind: Kind
  /** Folders and files below `windows/`; a folder stands for every `.cpp` in it. */
  from: string[]
  /** Beyond those that all have, as `-lbcrypt`. */
  libraries?: string[]
  /** Of the linker, as a `.def` file below `windows/`. */
  definitions?: string
  /** Of its version resource, three numbers; the product's where it says nothing. */
  version?: string
}

/** Builds one program or library for Windows, with a version resource of its own. @param out absolute @throws with what the compiler said */
export async function buildForWindows({ kind, from, libraries: more = [], definitions, version = productVersion() }: Target, out: string): Promise<void> {
  await mkdir(join(out, '..'), { recursive: true })
  const [text, resource] = [`${out}.version.rc`, `${out}.version.o`]
  await writeFile(text, versionResource({ file: basename(out), version, library: kind === 'library' }))
  await compile('x86_64-w64-mingw32-windres', ['--codepage=65001', '-i', text, '-o', resource])
  await compile('x86_64-w64-mingw32-g++', [
    ...mingw, ...kinds[kind], `-I${join(root, 'windows')}`, '-o', out, ...await sources(from), resource, ...(definitions === undefined ? [] : [join(root, 'windows', definitions)]), ...libraries, ...more,
  ])
  await Promise.all([rm(text), rm(resource)])
}

/** Builds a program for this machine that ends with the first thing it does wrong. @param fuzz it has libFuzzer's main */
export async function buildHere({ from, fuzz = false }: { from: string[]; fuzz?: boolean }, out: string): Promise<void> {
  await mkdir(join(out, '..'), { recursive: true })
  const sanitizers = `-fsanitize=address,undefined${fuzz ? ',fuzzer' : ''}`
  await compile('clang++-14', [...strict, '-O1', '-g', sanitizers, '-fno-sanitize-recover=all', `-I${join(root, 'windows')}`, '-o', out, ...await sources(from)])
}

async function sources(from: string[]): Promise<string[]> {
  const found = await Promise.all(from.map(async (place) => (place.endsWith('.cpp')
    ? [join(root, 'windows', place)]
    : (await readdir(join(root, 'windows', place))).filter((name) => name.endsWith('.cpp')).sort().map((name) => join(root, 'windows', place, name)))))
  return found.flat()
}

async function compile(compiler: string, args: string[]): Promise<void> {
  try {
    await run(compiler, args, { maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`${compiler}:\n${said.slice(0, 4000)}`)
  }
}
