import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { productionFuses, readFuses, setFuses } from './fuses.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-fuses-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As much of an Electron as its fuses are: the mark that @electron/fuses looks for, the kind, how many, and each of them. */
function electronWith(fuses: number): string {
  const file = path.join(folder, `with-${fuses}`)
  const wire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, fuses]), Buffer.from('1'.repeat(fuses))])
  writeFileSync(file, Buffer.concat([Buffer.alloc(100), wire, Buffer.alloc(100)]))
  return file
}

const stated = Object.entries(productionFuses).map(([name, on], index) => ({ index, name, on }))

describe('[S-02] the fuses', () => {
  test('[S-02] are all set as stated, in the Electron that the product names', async () => {
    const file = electronWith(stated.length)
    await setFuses(file)
    expect(await readFuses(file)).toEqual(stated)
  })
  test('[S-02] are all set in an older one, which has fewer', async () => {
    const file = electronWith(8)
    await setFuses(file)
    expect(await readFuses(file)).toEqual(stated.slice(0, 8))
  })
  test('[S-02] of an Electron that has one more stop the packing, until it is stated', async () => {
    const file = electronWith(stated.length + 1)
    await expect(setFuses(file)).rejects.toThrow(/has a fuse, number 9, that scripts\/package\/fuses\.ts does not state/)
  })
})
