import { and, eq, sql } from 'drizzle-orm'
import type { CodeMessage } from '../recovery/ports.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { messages } from './tables.ts'

type State = (typeof messages.$inferSelect)['state']

/** What became of each message, so that none goes out twice (S-14). */
export function storedMessages(database: Database) {
  return {
    /** Takes a message to send it. @returns false when somebody took it before: then it must not be sent */
    claim: (message: CodeMessage): Promise<boolean> => move(message, 'queued', 'sending'),

    /** Gives one back that certainly was not handed to anybody. */
    async release(message: CodeMessage): Promise<void> {
      await move(message, 'sending', 'queued')
    },

    /** Says what became of it. One whose fate nobody knows is left as it is: sending. */
    async settle(message: CodeMessage, state: 'sent' | 'failed'): Promise<void> {
      await move(message, 'sending', state)
    },
  }

  /** One statement, so that of two at once only one finds the message as it was. */
  async function move({ recovery, gate, counter }: CodeMessage, from: State, to: State): Promise<boolean> {
    const which = and(eq(messages.recovery, recovery), eq(messages.gate, gate), eq(messages.counter, counter), eq(messages.state, from))
    const moved = await guarded(() =>
      database.update(messages).set({ state: to, at: sql`now()` }).where(which).returning({ state: messages.state }),
    )
    return moved.length > 0
  }
}
