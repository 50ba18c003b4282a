import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PasswordSection } from '../policy/sections/password.ts'
import { fileOf, foldersFile, hashes } from './breached.scenario.ts'
import { wrongFiles } from './check-files.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'gatehouse-lists-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string) => { writeFileSync(join(folder, name), text); return name }
const wrong = async (differs: Partial<PasswordSection>) =>
  (await wrongFiles({ names: true, alsoCalled: [], common: true, ...differs }, join(folder, 'policy.yaml'))).map(({ path, what }) => `${path} ${what.replace(folder, '…')}`)
const breached = (place: { file: string } | { folder: string }): Partial<PasswordSection> => ({ breached: { ...place, seen: 1, unanswered: 'refuse' } })
const [sorted = new Map<string, number>()] = fc.sample(hashes(3000, 2000), 1)

test('files that are as they should be', async () => {
  write('words.txt', 'Lighthouse\nBerlin\n')
  write('pwned.txt', fileOf(sorted))
  mkdirSync(join(folder, 'ranges'))
  for (const name of ['00000', '7FFFF', 'FFFFF']) write(`ranges/${name}`, foldersFile(name, 'A'.repeat(35), 1).lines)
  expect(await wrong({ words: 'words.txt', ...breached({ file: 'pwned.txt' }) })).toEqual([])
  expect(await wrong(breached({ folder: 'ranges' }))).toEqual([])
})

test.each<[string, () => Partial<PasswordSection>, string]>([
  ['no file', () => ({ words: 'nowhere.txt' }), 'password.words names …/nowhere.txt, which cannot be read'],
  ['no words', () => ({ words: write('none.txt', '# nothing\n') }), 'password.words names …/none.txt, which holds no word'],
  ['a word that is in half of all passwords', () => ({ words: write('short.txt', 'Lighthouse\nab1\n') }), 'password.words names …/short.txt, whose line 2 is shorter than 4 letters'],
  ['no list', () => breached({ file: 'nowhere.txt' }), 'password.breached.file names …/nowhere.txt, which cannot be read'],
  ['the list that is sorted by count', () => breached({ file: write('by-count.txt', fileOf(new Map([...sorted].sort(([, a], [, b]) => b - a)))) }), 'password.breached.file names …/by-count.txt, which is not sorted by hash, or has other lines'],
  ['a list of passwords', () => breached({ file: write('plain.txt', '123456\npassword\n'.repeat(500)) }), 'password.breached.file names …/plain.txt, which is not sorted by hash, or has other lines'],
  ['a folder for a file', () => breached({ file: '.' }), 'password.breached.file names …, which cannot be read, or has lines that are not HASH:COUNT'],
  ['a file for a folder', () => breached({ folder: write('a-file', '') }), 'password.breached.folder names …/a-file, which is no folder that can be read'],
  ['a download that was broken off', () => breached({ folder: '.' }), 'password.breached.folder names …, which lacks 00000'],
])('%s is named', async (_, section, words) => {
  expect(await wrong(section())).toEqual([words])
})
