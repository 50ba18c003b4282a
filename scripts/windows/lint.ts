// What clang-tidy and cppcheck say of C++ sources. What was found clean is kept by its content.
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { here, mingw } from './build.ts'
import { compile, keep, withHeaders } from './kept.ts'

const root = join(import.meta.dirname, '../..')
const windows = join(root, 'windows')

// clang reads mingw's headers in place of its own library's, as mingw's compiler does.
const gcc = '/usr/lib/gcc/x86_64-w64-mingw32/12-win32/include/c++'
const forWindows = ['--target=x86_64-w64-mingw32', '-nostdinc++', '-isystem', gcc, '-isystem', `${gcc}/x86_64-w64-mingw32`, '-isystem', '/usr/x86_64-w64-mingw32/include']

// What goes wrong when it runs. How it is written costs more than twice as much to look at.
const quick = '-*,clang-analyzer-*,-clang-analyzer-optin.*'
// Of a program that moves nothing there is nothing to say, and to say that costs as much again.
const ofMoves = 'bugprone-use-after-move'
// Through every way that a program can take it is minutes; through short ones, and not into the standard library, it is a second.
const shallow = ['-Xclang', '-analyzer-config', '-Xclang', 'mode=shallow,c++-stdlib-inlining=false,c++-template-inlining=false']

/** @param source absolute @param deep every way through it, which takes some seconds @throws with what clang-tidy says of it */
export async function tidy(source: string, deep: boolean): Promise<void> {
  const texts = await withHeaders(source, windows)
  const onWindows = needsWindows(texts)
  const flags = (onWindows ? [...mingw.compiling, ...forWindows] : here.compiling).filter((flag) => !flag.startsWith('-fsanitize'))
  const ways = deep ? [] : shallow
  const checks = deep ? [] : [`--checks=${[quick, ...([...texts.values()].some((text) => /\bmove\b/u.test(text)) ? [ofMoves] : [])].join()}`]
  const from = [await readFile(join(windows, '.clang-tidy'), 'utf8'), ...checks, ...flags, ...ways, ...[...texts].flatMap(([file, text]) => [relative(root, file), text])]
  await keep({ begin: `tidy-${basename(source, '.cpp')}`, end: '' }, from, async (place) => {
    const read = await systemHeaders(onWindows, flags)
    await compile('clang-tidy-14', ['--quiet', ...checks, source, '--', '-include-pch', read, ...flags, ...ways])
    await writeFile(place, '')
  })
}

/** What nearly every source includes, read once for all: most of what clang-tidy would read for each. @returns where it is */
function systemHeaders(onWindows: boolean, flags: readonly string[]): Promise<string> {
  const text = [...(onWindows ? ['windows.h'] : []), 'algorithm', 'array', 'optional', 'string', 'string_view', 'variant', 'vector'].map((name) => `#include <${name}>\n`).join('')
  return keep({ begin: 'system-headers', end: '.pch' }, [text, ...flags], async (place) => {
    const header = await keep({ begin: 'system-headers', end: '.h' }, [text], (to) => writeFile(to, text))
    await compile(here.compiler, ['-x', 'c++-header', ...flags, header, '-o', place])
  })
}

/** Whether a header of the C kind is among those of the system: nothing portable of ours includes one. */
const needsWindows = (texts: ReadonlyMap<string, string>) => [...texts.values()].some((text) => /^\s*#\s*include\s+<\w+\.h>/mu.test(text))

/** @param sources absolute @throws with what cppcheck says of them */
export async function cppcheck(sources: readonly string[]): Promise<void> {
  await compile('cppcheck', [
    '--enable=warning,style,performance,portability', '--error-exitcode=1', '--std=c++17', '--quiet', '--inline-suppr', '--language=c++', '--platform=win64', `-I${windows}`,
    // What mingw's headers have and cppcheck does not know.
    '-D__CRT_UUID_DECL(...)=', '-D__uuidof(x)=x', '-DSTDMETHODCALLTYPE=',
    ...suppressed.map((what) => `--suppress=${what}`), ...sources,
  ])
}

const suppressed = [
  // A std algorithm in place of each short loop reads no better.
  'useStlAlgorithm',
  // Bytes are what an array or a vector of bytes is.
  `noExplicitConstructor:${windows}/core/bytes.h`,
]
