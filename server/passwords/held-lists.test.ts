import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PasswordSection } from '../policy/sections/password.ts'
import { hashOf } from './breached.ts'
import { fileOf, hashes } from './breached.scenario.ts'
import { type HeldLists, heldLists } from './held-lists.ts'

let folder: string
let lists: HeldLists
let now = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-held-'))
  now = 0
  lists = heldLists(folder, () => now)
})
afterEach(async () => {
  await lists.close()
  rmSync(folder, { recursive: true })
})

const section: PasswordSection = { names: true, alsoCalled: [], common: true, words: 'words.txt', breached: { file: 'pwned.txt', seen: 1, unanswered: 'refuse' } }
const onlyWords: PasswordSection = { names: true, alsoCalled: [], common: true, words: 'words.txt' }
const write = (name: string, text: string) => { writeFileSync(join(folder, name), text) }
/** As a careful administrator does, and as most editors do. */
const replace = (name: string, text: string) => {
  write('new', text)
  renameSync(join(folder, 'new'), join(folder, name))
}
const forbids = async (password: string) => (await lists.words('words.txt'))?.(password)
const looked = async (whole: boolean, of = onlyWords) => (await lists.look(of, whole)).map((news) => `${news.list} ${'taken' in news ? 'taken' : news.wrong.what.replace(folder, '…')}`)

describe("[F-20] the company's words", () => {
  it('are those that stand there, once they have stood there for two looks', async () => {
    write('words.txt', 'Lighthouse\n')
    expect(await looked(false)).toEqual(['words taken'])
    write('words.txt', 'Lighthouse\nHarbour\n')
    expect([await looked(false), await forbids('harbour 42')]).toEqual([[], false])
    expect([await looked(false), await forbids('harbour 42')]).toEqual([['words taken'], true])
    expect(await looked(false)).toEqual([])
  })

  it('are taken at once when somebody says that they are whole', async () => {
    write('words.txt', 'Lighthouse\n')
    await looked(false)
    write('words.txt', 'Lighthouse\nHarbour\n')
    expect([await looked(true), await forbids('harbour 42')]).toEqual([['words taken'], true])
  })

  it('stay the old ones while wrong ones stand there, or none; each is said once', async () => {
    write('words.txt', 'Lighthouse\n')
    await looked(true)
    for (const [change, words] of [
      [() => { write('words.txt', 'Harbour\nab\n') }, 'words names …/words.txt, whose line 2 is shorter than 4 letters'],
      [() => { rmSync(join(folder, 'words.txt')) }, 'words names …/words.txt, which cannot be read'],
    ] as const) {
      change()
      expect([await looked(false), await looked(false), await looked(false)]).toEqual([[], [words], []])
      expect([await forbids('lighthouse 42'), await forbids('harbour 42'), lists.refused(onlyWords)]).toEqual([true, false, ['words']])
      expect(await looked(true), 'who asks hears it again').toEqual([words])
    }
    write('words.txt', 'Harbour\n')
    expect([await looked(true), await forbids('harbour 42'), lists.refused(onlyWords)]).toEqual([['words taken'], true, []])
  })

  it('of a policy that is gone are kept for who began with it, as long as a recovery can live', async () => {
    write('words.txt', 'Lighthouse\n')
    await looked(true)
    rmSync(join(folder, 'words.txt'))
    const other: PasswordSection = { names: true, alsoCalled: [], common: true }
    now = 60 * 60_000
    await lists.look(other, true)
    expect([await forbids('lighthouse 42'), lists.refused(other)]).toEqual([true, []])
    now += 62 * 60_000
    await lists.look(other, true)
    expect(await forbids('lighthouse 42')).toBeUndefined()
  })
})

describe('[F-20] the breached passwords', () => {
  const secret = (password: string) => hashOf(new Secret(password))
  const seen = async (password: string) => (await lists.breachedFile('pwned.txt'))?.timesSeen(secret(password)).catch((error: unknown) => String(error))
  const holding = (...passwords: string[]) => fileOf(new Map([...[...(fc.sample(hashes(200, 200), 1)[0] ?? [])], ...passwords.map((one): [string, number] => [secret(one).reveal(), 7])].sort(([a], [b]) => (a < b ? -1 : 1))))
  beforeEach(() => { write('words.txt', 'Lighthouse\n') })

  it('are those of a new file, and no look-up is lost over it', async () => {
    write('pwned.txt', holding('heron'))
    await looked(true, section)
    expect([await seen('heron'), await seen('bittern')]).toEqual([7, 0])
    replace('pwned.txt', holding('bittern'))
    const asked = Array.from({ length: 50 }, () => seen('heron'))
    expect([await looked(true, section), await looked(true, section)]).toEqual([['breached taken'], []])
    expect(await Promise.all(asked)).toEqual(asked.map(() => 7))
    expect([await seen('heron'), await seen('bittern')]).toEqual([0, 7])
  })

  it('stay the old ones where a wrong file was put in their place', async () => {
    write('pwned.txt', holding('heron'))
    await looked(true, section)
    replace('pwned.txt', 'heron\nbittern\n')
    expect(await looked(true, section)).toEqual(['breached names …/pwned.txt, which is not sorted by hash, or has other lines'])
    expect([await seen('heron'), lists.refused(section)]).toEqual([7, ['breached']])
  })

  it('answer nothing while something is written into them, until it is whole and right', async () => {
    write('pwned.txt', holding('heron'))
    await looked(true, section)
    write('pwned.txt', `${holding('heron')}x`.slice(0, 3000))
    expect(await seen('heron')).toMatch(/was written into/u)
    write('pwned.txt', holding('heron', 'bittern'))
    expect([await looked(false, section), await looked(false, section)]).toEqual([[], ['breached taken']])
    expect(await seen('bittern')).toBe(7)
  })
})
