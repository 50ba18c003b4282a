import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { programVersion } from '../../scripts/msi/program-version.ts'
import { buildForWindows } from '../../scripts/windows/build.ts'
import { productVersion } from '../../scripts/windows/version.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../../windows/test/needs.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-version-'))
afterAll(() => rmSync(folder, { recursive: true }))

withPeer('the version of a program', windowsMissing(), () => {
  test('is the product\'s, in every program and library that is built', async () => {
    const file = path.join(folder, 'a.dll')
    await buildForWindows({ kind: 'library', from: ['core/quote.cpp'] }, file)
    expect(programVersion(file)).toEqual({ version: `${productVersion()}.0`, language: 0x409 })
  })
  test('is another one where that is asked for', async () => {
    const file = path.join(folder, 'b.dll')
    await buildForWindows({ kind: 'library', from: ['core/quote.cpp'], version: '12.345.6' }, file)
    expect(programVersion(file)?.version).toBe('12.345.6.0')
  })
  test('is none in what is no program', () => {
    for (const [name, content] of [['empty', ''], ['text', 'MZ and nothing else'], ['cut', `MZ${'\0'.repeat(58)}\u0040${'\0'.repeat(3)}PE`]] as const) {
      writeFileSync(path.join(folder, name), content)
      expect(programVersion(path.join(folder, name)), name).toBeUndefined()
    }
  })
})
