import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Mistake } from '../groundwork/settings/mistake.ts'
import { causeOf } from '../groundwork/settings/named-file.ts'
import { loadQuestions, offered, type QuestionList } from './policy/question-list.ts'
import type { QuestionsSection } from './policy/sections/questions.ts'

const shippedQuestions = join(import.meta.dirname, 'policy/questions.yaml')

/** The file of questions that a policy names, or ours. @param policyFile absolute */
export const questionsFile = ({ file }: Pick<QuestionsSection, 'file'>, policyFile: string): string =>
  (file === undefined ? shippedQuestions : resolve(dirname(policyFile), file))

/** Something wrong that is said at a setting of the policy. `path`: of that setting. */
export type AtSetting = Pick<Mistake, 'path' | 'what' | 'right'>
export type JudgedQuestions = { ok: true; list: QuestionList } | { ok: false; inFile: readonly Mistake[]; atSetting: readonly AtSetting[] }

/**
 * Reads the questions that a policy names, and compares what it says of them.
 * @param policyFile absolute; the name of the file is relative to its folder
 * @returns the questions, or what is wrong: in their own file, or at the setting. Never throws
 */
export function judgedQuestions(section: Pick<QuestionsSection, 'file' | 'total'>, policyFile: string): JudgedQuestions {
  const file = questionsFile(section, policyFile)
  const text = read(file)
  if (typeof text !== 'string') return { ok: false, inFile: [], atSetting: [{ path: 'questions.file', what: `names ${file}, which ${text.cause}`, right: 'must be a file of questions' }] }
  const loaded = loadQuestions(text, file)
  if (!loaded.ok) return { ok: false, inFile: loaded.mistakes, atSetting: [] }
  const many = offered(loaded.list).length
  if (many === section.total) return { ok: true, list: loaded.list }
  return { ok: false, inFile: [], atSetting: [{ path: 'questions.total', what: `is ${section.total}, and ${file} offers ${many}`, right: `must be ${many}, or questions are missing from the file or too many in it` }] }
}

/** What holds until a policy's own was read. @throws Error where it has mistakes, which a test does not let come to that */
export function ourQuestions(): QuestionList {
  const loaded = loadQuestions(readFileSync(shippedQuestions, 'utf8'), shippedQuestions)
  if (!loaded.ok) throw new Error('the questions that we ship have mistakes')
  return loaded.list
}

function read(file: string): string | { cause: string } {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return { cause: causeOf(error) }
  }
}
