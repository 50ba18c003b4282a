import type { Mistake } from '../groundwork/settings/mistake.ts'
import type { QuestionList } from './policy/question-list.ts'
import type { QuestionsSection } from './policy/sections/questions.ts'
import { standing, stampOf } from './standing.ts'
import { judgedQuestions, ourQuestions, questionsFile } from './wrong-questions.ts'

type Parts = {
  /** Absolute; the name of the file of questions is relative to its folder. */
  policyFile: string
  tell: {
    /** @param reworded ids whose text in the list's own language is another than before: an answer may not be right to what it says now */
    readonly taken: (many: number, reworded: readonly string[]) => void
    readonly refused: (wrong: Mistake) => void
  }
}

export type LiveQuestions = {
  /** The questions, as their file had them when it was right. */
  readonly list: () => QuestionList
  /** Whether a file stands there that is wrong, so that the questions before it stay. */
  readonly isRefused: () => boolean
  /** Reads the file if it or what the policy says of it changed. @param whole as for `standing` */
  readonly lookAgain: (section: QuestionsSection, whole: boolean) => Promise<void>
}

/** The company's questions, read again without a restart, like the policy that names them. Ours until there are any. */
export function liveQuestions({ policyFile, tell }: Parts): LiveQuestions {
  let list = ourQuestions()
  let file = questionsFile({}, policyFile)
  let isRefused = false
  const isToBeRead = standing()

  return {
    list: () => list,
    isRefused: () => isRefused,
    async lookAgain(section, whole) {
      const { total } = section
      const named = questionsFile(section, policyFile)
      const look = isToBeRead(await stampOf({ named, total }, [named]), whole)
      if (!look) return
      const judged = judgedQuestions(section, policyFile)
      isRefused = !judged.ok
      if (!judged.ok) {
        for (const wrong of [...judged.inFile, ...judged.atSetting.map((one) => ({ source: policyFile, ...one }))]) tell.refused(wrong)
        return
      }
      const before = list
      list = judged.list
      if (look === 'changed' && section.file !== undefined) tell.taken(total, named === file ? rewordedIn(before, list) : [])
      file = named
    },
  }
}

function rewordedIn(before: QuestionList, now: QuestionList): string[] {
  const textOf = ({ language, questions }: QuestionList, id: string) => questions.find((one) => one.id === id)?.text[language]
  return before.questions.map(({ id }) => id).filter((id) => {
    const [then, today] = [textOf(before, id), textOf(now, id)]
    return then !== undefined && today !== undefined && then !== today
  })
}
