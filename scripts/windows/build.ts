// The Windows side, from C++: by mingw for Windows, by clang with its sanitizers for the tests of what is portable.
import { globSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { type EventManifest, readEventManifest } from './event-manifest.ts'
import { eventTemplates, messageTable } from './event-resources.ts'
import { compile, keep, withHeaders } from './kept.ts'
import { productVersion, versionResource } from './version.ts'

const root = join(import.meta.dirname, '../..')
const windows = join(root, 'windows')

const strict = ['-std=c++17', '-Wall', '-Wextra', '-Werror', '-fno-exceptions', '-fno-rtti', `-I${windows}`]

export const mingw = {
  compiler: 'x86_64-w64-mingw32-g++',
  compiling: [...strict, '-O2', '-D_WIN32_WINNT=0x0A00', '-DNTDDI_VERSION=0x0A000000', '-DUNICODE', '-D_UNICODE', '-DWIN32_LEAN_AND_MEAN', '-fstack-protector-strong'],
  // Without a time in it, nor a base that is made from the name of the file while it is written: two builds of the same source are the same file.
  linking: ['-static', '-static-libgcc', '-static-libstdc++', '-fstack-protector-strong', '-s', '-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp'],
}
const libraries = ['-lole32', '-luuid', '-lshlwapi', '-ladvapi32']

const sanitized = ['-fsanitize=address,undefined,fuzzer-no-link', '-fno-sanitize-recover=all']
export const here = { compiler: 'clang++-14', compiling: [...strict, '-O1', '-g', ...sanitized], linking: sanitized }

/** What the linker makes of it. */
export type Kind = 'library' | 'window' | 'console'
const kinds: Record<Kind, string[]> = { library: ['-shared', '-Wl,--disable-auto-image-base'], window: ['-municode', '-mwindows'], console: ['-municode', '-mconsole'] }

export type Target = {
  kind: Kind
  /** Folders and files below `windows/`; a folder stands for every `.cpp` in it. */
  from: readonly string[]
  /** Beyond those that all have, as `-lbcrypt`. */
  libraries?: readonly string[]
  /** Of the linker, as a `.def` file below `windows/`. */
  definitions?: string
  /** Of its version resource, three numbers; the product's where it says nothing. */
  version?: string
  /** Pictures among its resources, by their number, each as a .bmp. */
  bitmaps?: Readonly<Record<number, () => Buffer>>
  /** The event manifest below `windows/` that names it as where the words of its events are. */
  events?: string
}

/** Builds one program or library for Windows, with a version resource of its own. @param out absolute @throws with what the compiler said */
export async function buildForWindows({ kind, from, libraries: more = [], definitions, version = productVersion(), bitmaps = {}, events }: Target, out: string): Promise<void> {
  const resource = await resourceOf(versionResource({ file: basename(out), version, library: kind === 'library' }), [
    ...Object.entries(bitmaps).map(([number, draw]) => ({ number, type: 'BITMAP', bytes: draw() })),
    ...(events === undefined ? [] : eventResources(readEventManifest(join(windows, events)))),
  ])
  const exports = definitions === undefined ? [] : [join(windows, definitions)]
  const parts = [...await objectsOf(from, mingw), resource, ...exports]
  await link(mingw.compiler, [...mingw.linking, ...kinds[kind]], parts, [...libraries, ...more], out)
}

/** Builds a program for this machine that ends with the first thing it does wrong. @param fuzz it has libFuzzer's main */
export async function buildHere({ from, fuzz = false }: { from: readonly string[]; fuzz?: boolean }, out: string): Promise<void> {
  await link(here.compiler, [...here.linking, ...(fuzz ? ['-fsanitize=fuzzer'] : [])], await objectsOf(from, here), [], out)
}

/** Every folder below one of `windows/` that has sources in it, itself among them, as `Target` has them. */
export const foldersBelow = (place: string): string[] => [...new Set(globSync('**/*.cpp', { cwd: join(windows, place) }).map((file) => join(place, dirname(file))))].toSorted()

/** @param from as `Target` has it @returns the sources, absolute */
export async function sourcesOf(from: readonly string[]): Promise<string[]> {
  const found = await Promise.all(from.map(async (place) => (place.endsWith('.cpp')
    ? [join(windows, place)]
    : (await readdir(join(windows, place))).filter((name) => name.endsWith('.cpp')).sort().map((name) => join(windows, place, name)))))
  return found.flat()
}

async function objectsOf(from: readonly string[], { compiler, compiling }: { compiler: string; compiling: readonly string[] }): Promise<string[]> {
  return Promise.all((await sourcesOf(from)).map(async (source) => {
    const texts = [...await withHeaders(source, windows)].flatMap(([file, text]) => [relative(root, file), text])
    return keep({ begin: basename(source, '.cpp'), end: '.o' }, [compiler, ...compiling, ...texts], (place) => compile(compiler, [...compiling, '-c', source, '-o', place]))
  }))
}

const eventResources = (manifest: EventManifest) => [
  { number: '1', type: 'WEVT_TEMPLATE', bytes: eventTemplates(manifest) }, { number: '1', type: 'MESSAGETABLE', bytes: messageTable(manifest) },
]

/** @param text as windres reads it @param files what else is among the resources, of which kind, under which number */
async function resourceOf(text: string, files: readonly { number: string; type: string; bytes: Buffer }[]): Promise<string> {
  const contents = files.flatMap(({ number, type, bytes }) => [number, type, bytes.toString('latin1')])
  return keep({ begin: 'resource', end: '.o' }, [text, ...contents], async (place) => {
    const lines = await Promise.all(files.map(async ({ number, type, bytes }) => {
      await writeFile(`${place}.${type}-${number}`, bytes)
      return `${number} ${type} "${place}.${type}-${number}"\n`
    }))
    await writeFile(`${place}.rc`, lines.join('') + text)
    await compile('x86_64-w64-mingw32-windres', ['--codepage=65001', '-O', 'coff', '-i', `${place}.rc`, '-o', place])
  })
}

async function link(compiler: string, flags: readonly string[], parts: readonly string[], more: readonly string[], out: string): Promise<void> {
  const contents = await Promise.all(parts.map(async (part) => (await readFile(part)).toString('latin1')))
  const made = await keep({ begin: basename(out), end: '' }, [compiler, ...flags, ...more, ...contents], (place) => compile(compiler, [...flags, '-o', place, ...parts, ...more]))
  await mkdir(join(out, '..'), { recursive: true })
  await copyFile(made, out)
}
