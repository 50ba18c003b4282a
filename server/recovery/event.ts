import type { Choice, PasswordReason, Way } from '@gatehouse/contract'
import type { CallHeard } from '../gates/call-state.ts'
import type { Given } from '../gates/gate.ts'
import type { GateName } from '../policy/gate-facts.ts'
import type { Account } from './recovery.ts'

/** What comes in with every event, so that the machine needs no clock and no randomness of its own. */
type Always = {
  /** Milliseconds since 1970. */
  now: number
  /** The token of the step that may follow. */
  nextToken: string
}

/** Each names the step that it answers: one that is over is not answered again. */
type Answering = Always & { stepToken: string }

export type Event =
  | (Answering & { type: 'answered' } & Given)
  | (Answering & { type: 'message-asked' })
  | (Answering & { type: 'way-picked'; way: Way })
  /** `account` is read for this event: what a choice rests on is never older than the choice. Null: it has gone. */
  | (Answering & { type: 'chosen'; choice: Choice; account: Account | null })
  /** `refused`: one of our own rules speaks against it; it does not come near the directory. */
  | (Answering & { type: 'password-given'; account: Account | null; refused?: PasswordReason | undefined })
  | (Answering & { type: 'reconsidered' })
  | (Always & { type: 'extended' })
  | (Always & { type: 'cancelled' })
  /** What a call tells while it lasts. It answers no step: the person may be anywhere by then. */
  | (Always & { type: 'call-heard'; gate: GateName; heard: CallHeard })
  /** The directory's side of a choice, and of no other: the token is that of the step at which it was begun. */
  | (Answering & { type: 'carried-out'; outcome: Outcome })

/** What became of a choice. `lost`: no answer came, so nobody knows yet. `protected`: the account had become so at the last moment. `stopped`: nothing that it rested on counts any more, and nothing was changed. */
export type Outcome = 'done' | 'not-done' | 'password-refused' | 'protected' | 'stopped' | 'lost' | 'gone'
