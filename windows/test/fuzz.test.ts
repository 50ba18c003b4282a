import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { buildHere } from '../../scripts/windows/build.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { runs, soaking } from '../../test/soak.ts'
import { windowsMissing } from './needs.ts'
import { seeds } from './seeds.ts'

// libFuzzer makes up bytes by which ways in the program it has not seen yet. In `npm run soak` it begins with those that it found before.

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const fuzzers = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('_fuzz.cpp')).map((name) => name.replace('.cpp', ''))
const SECONDS = 3

withPeer('whatever comes in', windowsMissing(), () => {
  test.for(fuzzers)('%s: all that is accepted keeps its limits, and what is written is read back the same', async (name) => {
    const program = join(root, 'out/windows/here', name)
    await buildHere({ from: ['core', `test/${name}.cpp`], fuzz: true }, program)
    const found = join(root, 'out/windows/found', name)
    await mkdir(found, { recursive: true })
    const said = await run(program, [
      `-max_total_time=${runs(SECONDS)}`, '-max_len=8192', '-timeout=10', '-use_value_profile=1', '-print_final_stats=1', `-artifact_prefix=${program}-wrong-`,
      `-seed_inputs=${(await seedFiles(name)).join(',')}`, ...(soaking ? [found] : []),
    ])
    expect(Number(/number_of_executed_units: (\d+)/u.exec(said.stderr)?.[1])).toBeGreaterThan(1000)
  })
})

async function seedFiles(name: string): Promise<string[]> {
  const folder = join(root, 'out/windows/seeds', name)
  await mkdir(folder, { recursive: true })
  return Promise.all((seeds[name] ?? ['']).map(async (seed, i) => {
    const file = join(folder, String(i))
    await writeFile(file, seed)
    return file
  }))
}
