import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { buildHere } from '../../scripts/windows/build.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../test/needs.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const programs = readdirSync(join(root, 'windows/test')).filter((name) => name.endsWith('_test.cpp')).map((name) => name.replace('.cpp', ''))

withPeer('the portable part, with sanitizers', windowsMissing(), () => {
  test.concurrent.for(programs)('%s', async (name) => {
    const program = join(root, 'out/windows/here', name)
    await buildHere({ from: ['core', `test/${name}.cpp`] }, program)
    expect((await run(program)).stderr).toBe('')
  })
})
