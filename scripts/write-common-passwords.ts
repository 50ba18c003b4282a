import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { plainLetters } from '@gatehouse/contract'

// Writes the common passwords that the server ships, from the npm package @zxcvbn-ts/language-common 4.1.3 (`npm pack` it and unpack it):
//     node scripts/write-common-passwords.ts FOLDER
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('which folder holds the unpacked package?')

const HOW_MANY = 5000
const SHORTEST = 4

const all = v.parse(v.array(v.string()), JSON.parse(readFileSync(join(folder, 'src/passwords.json'), 'utf8')))
// Of those that are the same in plain letters the most common one.
const seen = new Set<string>()
const isNew = (plain: string) => !seen.has(plain) && seen.add(plain)
const chosen = all.filter((one) => one.length >= SHORTEST && isNew(plainLetters(one))).slice(0, HOW_MANY)
const licence = readFileSync(join(folder, 'LICENSE.txt'), 'utf8').trim()
const head = [
  `The ${chosen.length} most common passwords, each in one spelling.`,
  'Written by scripts/write-common-passwords.ts from @zxcvbn-ts/language-common 4.1.3, whose notice is:', '', ...licence.split(/\r?\n/u),
]
writeFileSync(join(import.meta.dirname, '../server/passwords/common.txt'), [...head.map((line) => `# ${line}`.trimEnd()), ...chosen, ''].join('\n'))
console.log(`${chosen.length} passwords written.`)
