import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as v from 'valibot'
import { wordsOf } from '../groundwork/settings/mistake.ts'
import { liveQuestions } from './live-questions.ts'
import { loadPolicy } from './policy/load.ts'
import { offered } from './policy/question-list.ts'
import { QuestionsSection } from './policy/sections/questions.ts'
import { wrongBeside } from './wrong-beside.ts'

let folder: string
let told: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-questions-'))
  told = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const live = () => liveQuestions({
  policyFile: join(folder, 'policy.yaml'),
  tell: { taken: (many, reworded) => void told.push(`${many} taken${reworded.map((id) => ` ${id}`).join('')}`), refused: (wrong) => void told.push(wordsOf(wrong)) },
})
const section = (total: number) => v.parse(QuestionsSection, { file: 'questions.yaml', total, shown: Math.min(10, total) })
/** By renaming, as it should be done: never half a file, and always another one. */
const put = (...texts: string[]) => {
  const lines = texts.map((text, index) => `- { id: q${index}, text: { en: "${text}" } }\n`)
  writeFileSync(join(folder, 'new'), `version: 1\nquestions:\n${lines.join('')}`)
  renameSync(join(folder, 'new'), join(folder, 'questions.yaml'))
}
const five = ['Where was the first one?', 'Where was the second one?', 'Where was the third one?', 'Where was the fourth one?', 'Where was the fifth one?']

test('[F-06] the questions are ours until the policy names others; new ones hold once they have stood there for two looks', async () => {
  const questions = live()
  const first = () => questions.list().questions[0]?.text['en']
  expect(offered(questions.list())).toHaveLength(20)
  put(...five)
  await questions.lookAgain(section(5), true)
  expect(first()).toBe('Where was the first one?')
  put('Where was the very first one?', ...five.slice(1))
  await questions.lookAgain(section(5), false)
  expect(first(), 'a copy takes its time').toBe('Where was the first one?')
  await questions.lookAgain(section(5), false)
  expect(first()).toBe('Where was the very first one?')
  await questions.lookAgain(v.parse(QuestionsSection, {}), true)
  expect(offered(questions.list())).toHaveLength(20)
  expect(told, 'a question that says something else now is named').toEqual(['5 taken', '5 taken q0'])
})

test('[F-06] half a list, a broken one and one that is gone leave the questions before them, and each says so once', async () => {
  const questions = live()
  put(...five)
  await questions.lookAgain(section(5), true)
  put(...five.slice(0, 4))
  for (let each = 0; each < 3; each++) await questions.lookAgain(section(5), false)
  expect([questions.list().questions.length, questions.isRefused()]).toEqual([5, true])
  put(...five.slice(0, 4), 'x')
  await questions.lookAgain(section(5), true)
  rmSync(join(folder, 'questions.yaml'))
  await questions.lookAgain(section(5), true)
  expect([questions.list().questions.length, questions.isRefused()]).toEqual([5, true])
  expect(told).toEqual([
    '5 taken',
    `${folder}/policy.yaml: questions.total is 5, and ${folder}/questions.yaml offers 4; must be 4, or questions are missing from the file or too many in it`,
    expect.stringContaining(`${folder}/questions.yaml:7:25: questions.4.text.en is too short to ask anything`),
    `${folder}/policy.yaml: questions.file names ${folder}/questions.yaml, which is not there; must be a file of questions`,
  ])
  put(...five)
  await questions.lookAgain(section(5), true)
  expect(questions.isRefused()).toBe(false)
})

test('[F-06] a policy is told what is wrong with its questions before it holds, in their file or at its own line', async () => {
  const mistakes = async (more: string) => {
    const loaded = loadPolicy(`version: 1\nworkflows: [{ name: All, gates: [email-code], needed: 1 }]\n${more}`, join(folder, 'policy.yaml'))
    return loaded.ok ? (await wrongBeside(loaded, {})).map(wordsOf) : expect.fail('it loads')
  }
  put(...five)
  expect(await mistakes('questions: { file: questions.yaml, total: 5, shown: 5 }\n')).toEqual([])
  expect(await mistakes('questions: { file: questions.yaml }\n')).toEqual([`${folder}/policy.yaml:3:1: questions.total is 20, and ${folder}/questions.yaml offers 5; must be 5, or questions are missing from the file or too many in it`])
  expect(await mistakes('questions: { file: none.yaml }\n')).toEqual([`${folder}/policy.yaml:3:20: questions.file names ${folder}/none.yaml, which is not there; must be a file of questions`])
  expect(await mistakes('questions: { total: 12 }\n')).toEqual([expect.stringContaining(`${folder}/policy.yaml:3:21: questions.total is 12, and `)])
  put(...five.slice(0, 4), five[0] ?? '')
  expect(await mistakes('questions: { file: questions.yaml, total: 5, shown: 5 }\n')).toEqual([`${folder}/questions.yaml:7:25: questions.4.text.en asks the same as "q0"; must be another question`])
})
