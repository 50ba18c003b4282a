import { expect, test } from 'vitest'
import { aptLine, missingPackages, packagesOf } from './system.mjs'

const listed = [
  'installed xvfb ',
  'installed libasound2t64 libasound2 (= 1.2.8), libasound2-compat',
  'config-files samba ',
  'not-installed winbind ',
].join('\n')

test('a package that is installed is not missing', () => {
  expect(missingPackages(['xvfb'], listed)).toEqual([])
})

test('a package whose place another one takes is not missing', () => {
  expect(missingPackages(['libasound2', 'libasound2-compat'], listed)).toEqual([])
})

test('a package of which only settings are left is missing, and one that was never there', () => {
  expect(missingPackages(['samba', 'winbind', 'xauth'], listed)).toEqual(['samba', 'winbind', 'xauth'])
})

test('what is missing becomes one line to type, and nothing missing becomes nothing', () => {
  expect(aptLine(['xvfb', 'xauth'])).toBe('sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xauth')
  expect(aptLine([])).toBe('')
})

test('a package that two groups want is asked for once', () => {
  const both = packagesOf(['client', 'domain', 'client'])
  expect(both).toContain('xvfb')
  expect(both).toContain('samba')
  expect(new Set(both).size).toBe(both.length)
})
