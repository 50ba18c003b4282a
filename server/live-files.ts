import { wordsOf } from '../groundwork/settings/mistake.ts'
import type { Log } from '../groundwork/log/log.ts'
import { type LiveBranding, liveBranding } from './branding/live-branding.ts'
import type { Config } from './config/config.ts'
import { type LiveQuestions, liveQuestions } from './live-questions.ts'
import { type LiveTexts, liveTexts } from './live-texts.ts'
import { factsIn } from './policy-needs.ts'

type Said = Pick<Log, 'info' | 'warn' | 'error'>

/** What a policy names and people see, read again while the server runs; the log says what came of it. */
export function liveFiles(config: Config, log: Said): { branding: LiveBranding; texts: LiveTexts; questions: LiveQuestions } {
  const { policyFile } = config
  return {
    branding: liveBranding({
      policyFile,
      tell: {
        taken: (look) => { log.info({ digest: look?.digest }, 'look loaded') },
        refused: (wrong) => { log.error({ mistake: wordsOf({ source: policyFile, ...wrong }) }, 'picture refused: the look stays as it was') },
      },
    }),
    texts: liveTexts({
      policyFile, settings: factsIn(config),
      tell: {
        taken: () => { log.info({}, 'texts loaded') },
        refused: (wrong) => { log.error({ mistake: wordsOf(wrong) }, 'text refused: the words stay as they were') },
      },
    }),
    questions: liveQuestions({
      policyFile,
      tell: {
        taken(many, reworded) {
          log.info({ many }, 'questions loaded')
          if (reworded.length > 0) log.warn({ questions: reworded }, 'questions say something else than before: where another answer is right now, they need other ids')
        },
        refused: (wrong) => { log.error({ mistake: wordsOf(wrong) }, 'questions refused: those before stay') },
      },
    }),
  }
}
