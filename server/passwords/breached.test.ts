import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { hashOf, isRange, seenInRange } from './breached.ts'
import { openBreachedFile } from './breached-file.ts'
import { breachedFolder } from './breached-folder.ts'
import { fileOf, foldersFile, hashes } from './breached.scenario.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'gatehouse-breached-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secret = (hash: string) => new Secret(hash)
const opened = async (path: string) => {
  const file = await openBreachedFile(path)
  return file.ok ? file : expect.fail(file.wrong.what)
}

test('the hash is the one that such lists are of', () => {
  expect(hashOf(new Secret('password')).reveal()).toBe('5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8')
})

describe('[F-20] one file, sorted by hash', () => {
  test('every hash in it is found with its count, and no other, whatever its size and line ends', async () => {
    await fc.assert(fc.asyncProperty(hashes(400, 1), fc.constantFrom('\n', '\r\n'), fc.boolean(), async (known, end, closed) => {
      const path = join(folder, 'some.txt')
      writeFileSync(path, fileOf(known, end, closed))
      const { value: file, close } = await opened(path)
      for (const [hash, count] of [...known].filter((_, index) => index % 7 === 0 || index > known.size - 3 || index < 3)) {
        expect(await file.timesSeen(secret(hash))).toBe(count)
        const [last] = hash.slice(-1)
        const other = hash.slice(0, -1) + (last === 'F' ? '0' : 'F')
        if (!known.has(other)) expect(await file.timesSeen(secret(other))).toBe(0)
      }
      for (const hash of ['0'.repeat(40), 'F'.repeat(40)]) expect(await file.timesSeen(secret(hash))).toBe(known.get(hash) ?? 0)
      await close()
    }), { numRuns: runs(30) })
  })

  test('what was written into it since it was checked answers nothing, rather than "never seen"', async () => {
    const path = join(folder, 'odd.txt')
    const known = fc.sample(hashes(300, 300), 1)[0] ?? new Map<string, number>()
    writeFileSync(path, fileOf(known))
    const { value: file, close } = await opened(path)
    expect(await file.timesSeen(secret('A'.repeat(40)))).toBe(0)
    writeFileSync(path, fileOf(new Map([...known].slice(1))))
    await expect(file.timesSeen(secret('A'.repeat(40)))).rejects.toMatchObject({ name: 'Unanswered' })
    await close()
  })

  test('who has begun to look up gets an answer, though it is closed meanwhile', async () => {
    const path = join(folder, 'closing.txt')
    writeFileSync(path, fileOf(fc.sample(hashes(300, 300), 1)[0] ?? new Map<string, number>()))
    const { value: file, close } = await opened(path)
    const asked = file.timesSeen(secret('A'.repeat(40)))
    await close()
    expect(await asked).toBe(0)
  })

  test('one that cannot be read any more answers nothing, says no hash, and is known to be broken', async () => {
    const path = join(folder, 'cut.txt')
    writeFileSync(path, `${'A'.repeat(40)}:1\n`)
    const file = await opened(path)
    await file.close()
    await expect(file.value.timesSeen(secret('A'.repeat(40)))).rejects.toMatchObject({ name: 'Unanswered', message: 'the file of breached passwords cannot be read' })
    expect(file.isBroken?.()).toBe(true)
  })
})

describe('[F-20] a folder of ranges', () => {
  test('a hash is found in the file of its first five digits, with or without .txt', async () => {
    const { name, lines, hash } = foldersFile('5BAA6', '1E4C9B93F3F0682250B6CF8331B7EE68FD8', 42)
    for (const file of [name, `${name}.txt`]) {
      const path = mkdtempSync(join(folder, 'ranges-'))
      writeFileSync(join(path, file), lines)
      expect(await breachedFolder(path).timesSeen(secret(hash))).toBe(42)
      expect(await breachedFolder(path).timesSeen(secret(`5BAA6${'0'.repeat(35)}`))).toBe(0)
    }
  })

  test('a gap in the download answers nothing, and the error does not tell which', async () => {
    const error: unknown = await breachedFolder(folder).timesSeen(secret(`ABCDE${'0'.repeat(35)}`)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'Unanswered' })
    expect(JSON.stringify([String(error), error instanceof Error && error.stack, error instanceof Error && String(error.cause)])).not.toContain('ABCDE')
  })
})

test('padding is no password; the page of somebody else is no range', () => {
  const rest = '1E4C9B93F3F0682250B6CF8331B7EE68FD8'
  expect(seenInRange(`${rest}:0\r\n`, rest)).toBe(0)
  expect(seenInRange(`${rest.toLowerCase()}:7\r\n`, rest)).toBe(7)
  expect(isRange(`${rest}:3\r\n${rest}:0\r\n`)).toBe(true)
  for (const page of ['', '<html>', `${rest}:3\n<html>`, `${rest}\n`, `${rest}:x\n`]) expect(isRange(page)).toBe(false)
})
