import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wordsOf } from '../groundwork/settings/mistake.ts'
import { readTexts } from './delivery/texts.ts'
import { liveTexts } from './live-texts.ts'
import { judgedTexts } from './wrong-texts.ts'

let folder: string
let told: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-texts-'))
  mkdirSync(join(folder, 'texts'))
  told = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const live = () => liveTexts({
  policyFile: join(folder, 'policy.yaml'), settings: {},
  tell: { taken: () => void told.push('taken'), refused: (wrong) => void told.push(wordsOf(wrong)) },
})
/** By renaming, as it should be done: never half a file, and always another one. */
const put = (text: string) => {
  writeFileSync(join(folder, 'new'), text)
  renameSync(join(folder, 'new'), join(folder, 'texts/de.json'))
}
const sms = (word: string) => `${word} ${'-'.repeat(40)} {code} {company} {howLong} {helpdesk}`
const own = (word: string) => JSON.stringify({ codeSms: sms(word) })
const ours = readTexts().languages.get('de')?.codeSms

test('[F-15] new words are sent once they have stood there for two looks, or at once when somebody says that they are whole', async () => {
  const texts = live()
  const sent = () => texts.languages().get('de')?.codeSms
  expect(sent()).toBe(ours)
  put(own('one'))
  await texts.lookAgain('texts', true)
  expect(sent()).toBe(sms('one'))
  put(own('two'))
  await texts.lookAgain('texts', false)
  expect(sent(), 'a copy takes its time').toBe(sms('one'))
  await texts.lookAgain('texts', false)
  expect(sent()).toBe(sms('two'))
  await texts.lookAgain(undefined, true)
  expect(sent(), 'the policy names none any more').toBe(ours)
  expect(told).toEqual(['taken', 'taken'])
})

test('[F-15] wrong words leave those before them, and say so once with the file', async () => {
  const texts = live()
  put(own('one'))
  await texts.lookAgain('texts', true)
  put('{')
  for (let each = 0; each < 3; each++) await texts.lookAgain('texts', false)
  expect(texts.languages().get('de')?.codeSms).toBe(sms('one'))
  expect(texts.isRefused()).toBe(true)
  expect(told).toEqual(['taken', `${folder}/texts/de.json: is no JSON; must be like the shipped en.json`])
  put(own('two'))
  await texts.lookAgain('texts', true)
  expect([texts.isRefused(), texts.languages().get('de')?.codeSms]).toEqual([false, sms('two')])
})

test('a folder that is not there, and a text that the provider ignores, are mistakes', () => {
  const mistakes = (name: string, makesOwnText?: string) => judgedTexts(join(folder, name), { makesOwnText }).wrong.map(wordsOf)
  put(own('one'))
  expect(mistakes('texts')).toEqual([])
  expect(mistakes('none')).toEqual([`${folder}/none: cannot be read; must be a folder of files such as de.json`])
  expect(mistakes('texts', 'centre')).toEqual([
    `${folder}/texts/de.json: codeSms would never be seen: the provider "centre" makes texts of its own; must be left out, or \`makesOwnText\` must be false`,
  ])
  const maker = { name: 'verify', minutes: 10, alone: true }
  expect(judgedTexts(join(folder, 'texts'), { makesOwnText: 'verify', maker }).wrong.map(wordsOf)).toEqual([
    `${folder}/texts/de.json: codeSms would never be seen: the provider "verify" makes texts of its own; must be left out`,
  ])
})
