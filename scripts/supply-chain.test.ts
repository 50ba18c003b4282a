import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'

// What we take from others: docs/supply-chain.md. The lock file says it, and npm keeps to it.
const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

const Package = v.object({
  version: v.optional(v.string()), license: v.optional(v.string()), integrity: v.optional(v.string()), resolved: v.optional(v.string()),
  dev: v.optional(v.boolean()), link: v.optional(v.boolean()), hasInstallScript: v.optional(v.boolean()),
})
const { packages } = v.parse(v.object({ packages: v.record(v.string(), Package) }), read('package-lock.json'))
const theirs = Object.entries(packages).filter(([place, { link }]) => place.includes('node_modules/') && !link)
  .map(([place, one]) => ({ ...one, name: place.replace(/^.*node_modules\//, '') }))

/** Of what is shipped, in the client, the server or the voice process: all of them let us, and ask for no more than to be named. */
const shipped = new Set(['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0'])
/** Of letters and nothing else: they may be bundled, not sold by themselves. */
const letters = new Set(['OFL-1.1'])
/** Of what only builds and tests, and is in nothing that is shipped. */
const tools = new Set(['BlueOak-1.0.0', 'MPL-2.0', 'Python-2.0', 'CC-BY-4.0', 'WTFPL'])

/** @param license an SPDX expression @returns whether all that it asks for, or one of its choices, is allowed */
function isAllowed(license: string, allowed: ReadonlySet<string>): boolean {
  const choices = license.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((one) => allowed.has(one)))
}

describe('what we take from others', () => {
  test('that is shipped has a licence from the list', () => {
    const wrong = theirs.filter(({ dev, name, license = 'none' }) => !dev && !isAllowed(license, name.startsWith('@fontsource') ? letters : shipped))
    expect(wrong.map(({ name, license }) => `${name}: ${license ?? 'none'}`)).toEqual([])
  })
  test('that only builds or tests has one too', () => {
    const all = new Set([...shipped, ...tools])
    const wrong = theirs.filter(({ dev, license = 'none' }) => dev && !isAllowed(license, all))
    expect(wrong.map(({ name, license }) => `${name}: ${license ?? 'none'}`)).toEqual([])
  })
  test('a licence that is not on the list is refused, also among others', () => {
    for (const license of ['none', 'GPL-3.0-only', 'UNLICENSED', '(MIT AND GPL-3.0-only)', 'MPL-2.0']) expect(isAllowed(license, shipped)).toBe(false)
    for (const license of ['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC']) expect(isAllowed(license, shipped)).toBe(true)
  })

  test('is known by the hash of its bytes', () => {
    expect(theirs.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name)).toEqual([])
  })
  test('comes from the registry, not from a repository or an address', () => {
    expect(theirs.filter(({ resolved }) => resolved !== undefined && /^(?:git|file|http:)/.test(resolved)).map(({ name }) => name)).toEqual([])
  })
  test('runs a program while it is installed only where somebody has decided that it may', () => {
    const { allowScripts } = v.parse(v.object({ allowScripts: v.record(v.string(), v.boolean()) }), read('package.json'))
    expect([...new Set(theirs.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name))].filter((name) => !(name in allowScripts))).toEqual([])
  })
  test.each(['package.json', 'contract/package.json', 'groundwork/package.json', 'server/package.json', 'voice/package.json'])('is one version and no range in %s', (file) => {
    const Lists = v.object({ dependencies: v.optional(v.record(v.string(), v.string()), {}), devDependencies: v.optional(v.record(v.string(), v.string()), {}) })
    const { dependencies, devDependencies } = v.parse(Lists, read(file))
    expect(Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version))).toEqual([])
  })
})
