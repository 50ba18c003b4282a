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
const quick = ['--checks=-*,clang-analyzer-*,-clang-analyzer-optin.*,bugprone-use-after-move']
// Through every way that a program can take it is minutes; through short ones, and not into the standard library, it is a second.
const shallow = ['-Xclang', '-analyzer-config', '-Xclang', 'mode=shallow,c++-stdlib-inlining=false,c++-template-inlining=false']

/** @param source absolute @param deep every way through it, which takes some seconds @throws with what clang-tidy says of it */
export async function tidy(source: string, deep: boolean): Promise<void> {
  const texts = await withHeaders(source, windows)
  const flags = [...(needsWindows(texts) ? [...mingw.compiling, ...forWindows] : here.compiling), ...(deep ? [] : shallow)].filter((flag) => !flag.startsWith('-fsanitize'))
  const checks = deep ? [] : quick
  const from = [await readFile(join(windows, '.clang-tidy'), 'utf8'), ...checks, ...flags, ...[...texts].flatMap(([file, text]) => [relative(root, file), text])]
  await keep({ begin: `tidy-${basename(source, '.cpp')}`, end: '' }, from, async (place) => {
    await compile('clang-tidy-14', ['--quiet', ...checks, source, '--', ...flags])
    await writeFile(place, '')
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
