import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { foldersBelow, sourcesOf } from '../../scripts/windows/build.ts'
import { cppcheck, tidy } from '../../scripts/windows/lint.ts'
import { targets } from '../../scripts/windows/targets.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { soaking } from '../../test/soak.ts'
import { windowsMissing } from './needs.ts'

// Here what is shipped is read for mistakes, along its short ways; `npm run soak` reads what is only for tests too, goes every way, and looks at how things are written.

const windows = join(import.meta.dirname, '..')
const shipped = await sourcesOf([...new Set(Object.values(targets).flatMap(({ from }) => from))])
const forTests = await sourcesOf(foldersBelow('test'))

withPeer('C++', windowsMissing(), () => {
  const read = soaking ? [...shipped, ...forTests] : shipped
  // One at a time: what is built beside it has the other core.
  test.for(read.map((source) => [relative(windows, source), source] as const))('clang-tidy finds nothing in %s', { timeout: 600_000 }, async ([, source]) => {
    await tidy(source, soaking)
  })

  test('cppcheck finds nothing', async () => {
    await cppcheck([...shipped, ...forTests])
  })

  test('each of them is looked at', () => {
    const names = (sources: readonly string[]) => sources.map((source) => relative(windows, source))
    for (const one of ['core/json_reader.cpp', 'provider/press.cpp', 'launcher/real/keys.cpp', 'reminder/ask.cpp']) expect(names(shipped)).toContain(one)
    for (const one of ['test/judge.cpp', 'test/launcher/run/run.cpp', 'test/logon_ui/session.cpp']) expect(names(forTests)).toContain(one)
  })
})
