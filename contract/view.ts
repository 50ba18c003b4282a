import * as v from 'valibot'
import { Choice, CodeWay, Count, Delivery, Seconds, Way } from './words.ts'

/** A code was sent (to a real person) and is awaited. What is shown does not depend on whether the account exists (S-10). */
const CodeStep = v.object({
  kind: v.literal('code'),
  way: CodeWay,
  /** How many digits the code has. */
  digits: Count,
  /** How long the newest code can still be entered. */
  codeEndsIn: Seconds,
  triesLeft: Count,
  /** Absent from an older server. */
  delivery: v.optional(Delivery),
  /** When the person may ask for a new code; absent: not again in this recovery. */
  againIn: v.optional(Seconds),
  /** `not-judged`: who made the code could not be asked; no try is lost. */
  error: v.optional(v.picklist(['code-wrong', 'code-expired', 'not-judged'])),
})

/**
 * How a telephone call fares. Until it is over (`over`): `calling`, `ringing`, `answered`, `wrong-keys` (it asks once more), `confirmed`.
 * After that what it ended with; `network`: it could not be made, or nobody knows what became of it.
 */
export const callStates = ['calling', 'ringing', 'answered', 'confirmed', 'wrong-keys', 'busy', 'no-answer', 'hung-up', 'voicemail', 'network'] as const
export const CallState = v.picklist(callStates)
export type CallState = v.InferOutput<typeof CallState>

/** The person's telephone is called. Somebody who does not exist is shown a call that nobody answers (S-10). */
const CallStep = v.object({
  kind: v.literal('call'),
  way: v.literal('call'),
  call: CallState,
  /** What is to be keyed before #; absent: # alone. */
  keys: v.optional(v.string()),
  /** Nothing more comes of this call; a confirmed one stays confirmed. */
  over: v.boolean(),
  /** How long this call can still take. */
  endsIn: Seconds,
  triesLeft: Count,
  /** When the person may be called again; absent: not again in this recovery. */
  againIn: v.optional(Seconds),
  /** Next was pressed before the call had confirmed it: nothing is lost. */
  error: v.optional(v.picklist(['still-waiting'])),
})

/** Questions whose answers the person has registered. They come behind another gate only, which nobody passes who does not exist. */
const QuestionsStep = v.object({
  kind: v.literal('questions'),
  way: v.literal('questions'),
  /** To be answered in this order, all of them at once. None: the person has not registered enough answers. */
  questions: v.array(v.object({ id: v.string(), text: v.string() })),
  /** How many of them must be right. */
  correct: Count,
  triesLeft: Count,
  error: v.optional(v.picklist(['answers-wrong', 'not-judged'])),
})

/** The person picks the way that comes next, out of the view's `ways`. */
const WaysStep = v.object({ kind: v.literal('ways') })

/** Why a choice cannot help this account. It is explained, not hidden. */
const WhyNot = v.picklist([
  'not-locked', 'password-expired', 'must-change', 'outside-hours', 'smart-card-required', 'cannot-change', 'disabled', 'account-expired', 'protected',
  'not-allowed',
])

const ChoiceStep = v.object({
  kind: v.literal('choice'),
  locked: v.boolean(),
  choices: v.array(v.object({ choice: Choice, whyNot: v.optional(WhyNot) })),
  /** How long until the person's hours for signing in begin again; absent within them, and where there are none. */
  signInIn: v.optional(Seconds),
  error: v.optional(v.picklist(['not-carried-out'])),
})

/**
 * A rule for the new password. `typing`: can be ticked off while typing; `now`: is known already, whatever is typed; `setting`: only the
 * server or the directory can tell.
 */
const Rule = v.variant('rule', [
  v.object({ rule: v.literal('min-length'), checked: v.literal('typing'), length: Count }),
  /** Windows' own: `names` must not be in it, in whatever case; a server from before it says none. */
  v.object({ rule: v.literal('complexity'), checked: v.literal('typing'), names: v.optional(v.array(v.string())) }),
  /** The present password is younger than it must become. */
  v.object({ rule: v.literal('min-age'), checked: v.literal('now'), possibleIn: Seconds }),
  v.object({ rule: v.literal('history'), checked: v.literal('setting'), remembered: Count }),
  /** Our own: neither the person's names nor the company's, however they are written. */
  v.object({ rule: v.literal('names'), checked: v.literal('typing'), names: v.array(v.string()) }),
  /** Our own: on no list of passwords that are known or forbidden. */
  v.object({ rule: v.literal('not-listed'), checked: v.literal('setting') }),
  /** There are rules that the server may not read. */
  v.object({ rule: v.literal('unknown'), checked: v.literal('setting') }),
])

/**
 * Why a password was refused. `name`: it has a name in it; `common`: it is one that many people have; `word-list`: it has a word of the
 * company's list in it; `breached`: it is known from a breach; `unanswered`: nobody could look it up; `directory`: the directory did not
 * say why.
 */
export const passwordReasons = ['name', 'common', 'word-list', 'breached', 'unanswered', 'directory'] as const
export const PasswordReason = v.picklist(passwordReasons)
export type PasswordReason = v.InferOutput<typeof PasswordReason>

const NewPasswordStep = v.object({
  kind: v.literal('new-password'),
  /** The account as the directory spells it: the person has proven who they are. */
  account: v.string(),
  rules: v.array(Rule),
  error: v.optional(v.picklist(['password-refused', 'not-carried-out'])),
  /** With `password-refused`; an older server says none. */
  reason: v.optional(PasswordReason),
})

/** The choice is being carried out; read the view again in a second. */
const WorkingStep = v.object({ kind: v.literal('working'), choice: Choice })

const DoneStep = v.object({
  kind: v.literal('done'),
  choice: Choice,
  /**
   * Whether the controller that the person's workstation uses knows of it. `not-yet`: in a few minutes; read the view again.
   * Absent where nobody can tell, and always where the client did not say what it uses.
   */
  reached: v.optional(v.picklist(['here', 'not-yet'])),
})

const EndedStep = v.object({
  kind: v.literal('ended'),
  /**
   * `not-asked-for`: whoever was called said that they had not asked for it. `too-early`: Next came before the confirmation, where the
   * policy has it so. `too-many-changes`: the directory refused, or could not do, one after the other.
   * `stopped`: what the person has registered was frozen or reset meanwhile, so that nothing they passed counts any more.
   */
  reason: v.picklist(['cancelled', 'expired', 'too-many-tries', 'unclear', 'not-asked-for', 'too-early', 'too-many-changes', 'stopped']),
})

export const Step = v.variant('kind', [CodeStep, CallStep, QuestionsStep, WaysStep, ChoiceStep, NewPasswordStep, WorkingStep, DoneStep, EndedStep])

/** What a recovery looks like from outside: the step it is at, what that step needs, how long it lives. */
export const View = v.object({
  caseNumber: v.string(),
  /** Belongs to this step alone and works once. */
  stepToken: v.string(),
  step: Step,
  /** Another text, another view: `follow` waits for one. Opaque; absent from an older server. */
  mark: v.optional(v.string()),
  /** How much is proven, and how much the policy asks for: gates that rest on one thing count once. */
  gates: v.object({ passed: Count, needed: Count }),
  /** The ways that can be picked now, instead of the present one where there is one. */
  ways: v.array(Way),
  /** Without a sign of life the recovery ends after this long. */
  idleIn: Seconds,
  /** The recovery ends after this long, come what may. */
  endsIn: Seconds,
})

export type View = v.InferOutput<typeof View>
export type Step = v.InferOutput<typeof Step>
export type StepKind = Step['kind']
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>
export type Rule = v.InferOutput<typeof Rule>
export type WhyNot = v.InferOutput<typeof WhyNot>
