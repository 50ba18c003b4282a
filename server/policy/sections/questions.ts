import * as v from 'valibot'
import { whole } from './whole.ts'

const A_FILE = 'must be the name of a file'

type Counts = { total: number; shown: number; required: number; asked: number; correct: number }

/** What is wrong where there are more of one than of that from which they are taken. */
const tooMany = (few: keyof Counts, many: keyof Counts) => ({ input }: { input: Counts }) =>
  `is ${input[few]}, more than \`${many}\` (${input[many]}); must be at most ${input[many]}, or \`${many}\` at least ${input[few]}`

/**
 * The questions gate. NIST SP 800-63B-4 (§3.1.1.2, §4.2) knows no such proof and OWASP advises against it: what it rests on can be found out. So no workflow
 * has them unless its author writes them there, and never first nor alone (docs/questions.md).
 */
export const QuestionsSection = v.pipe(
  v.strictObject({
    /** The company's questions, relative to the policy's folder; left out: those that we ship. */
    file: v.optional(v.pipe(v.string(A_FILE), v.trim(), v.minLength(1, `is empty; ${A_FILE}`))),
    total: v.optional(whole(3, 100, 'Questions that the list offers, not counting retired ones: half a list is seen before anybody meets it.'), 20),
    shown: v.optional(whole(3, 30, 'Of these, how many somebody can pick from when they register.'), 10),
    required: v.optional(whole(3, 10, 'How many somebody must answer to be registered.', 'Entra asks for three to five'), 5),
    asked: v.optional(whole(3, 5, 'Of these, how many are asked in a recovery.', 'as Entra'), 4),
    correct: v.optional(whole(3, 5, 'Of the asked ones, how many must be answered right.', 'Entra: three at least'), 3),
    tries: v.optional(whole(1, 3, 'How often they can be answered in one recovery, all of them at once.', 'NIST SP 800-63B-4 §3.2.2: tries are limited'), 3),
    shortest: v.optional(whole(3, 10, 'Letters of an answer, at least; one that writes a syllable or a word counts two.', 'as Entra'), 3),
    longest: v.optional(whole(20, 100, 'Letters of an answer, at most.', 'Entra: 40'), 40),
  }),
  v.forward(v.check(({ correct, asked }) => correct <= asked, tooMany('correct', 'asked')), ['correct']),
  v.forward(v.check(({ asked, required }) => asked <= required, tooMany('asked', 'required')), ['asked']),
  v.forward(v.check(({ required, shown }) => required <= shown, tooMany('required', 'shown')), ['required']),
  v.forward(v.check(({ shown, total }) => shown <= total, tooMany('shown', 'total')), ['shown']),
)
export type QuestionsSection = v.InferOutput<typeof QuestionsSection>
