import { and, eq, inArray, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { gateNames } from '../policy/gate-facts.ts'
import type { CodeMessage } from '../recovery/ports.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { messages } from './tables.ts'

/** Who took it, and how they call it. */
type TakenBy = { provider?: string; reference?: string }

const Named = v.object({ recovery: v.string(), gate: v.picklist(gateNames), counter: v.number() })

const Earlier = v.array(v.object({ reference: v.string(), age: v.pipe(v.unknown(), v.toNumber()) }))

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
    async settle(message: CodeMessage, state: 'sent' | 'failed', by: TakenBy = {}): Promise<void> {
      await move(message, 'sending', state, by)
    },

    /** Somebody listens to it. */
    async touch(message: CodeMessage): Promise<void> {
      await move(message, 'sending', 'sending')
    },

    /**
     * Those under way of a gate to which nobody has listened for half a minute; whoever gets one listens from now on. Older ones than
     * ten minutes are over.
     */
    async abandoned(gate: CodeMessage['gate']): Promise<readonly CodeMessage[]> {
      const quiet = sql`${messages.at} < now() - interval '30 seconds' and ${messages.at} > now() - interval '10 minutes'`
      const found = await guarded(() =>
        database.update(messages).set({ at: sql`now()` }).where(and(eq(messages.gate, gate), eq(messages.state, 'sending'), quiet))
          .returning({ recovery: messages.recovery, gate: messages.gate, counter: messages.counter }))
      return found.map((row) => v.parse(Named, row))
    },

    /** @param references the names that the provider may have given it @returns undefined when it took no such message, or has not yet been noted */
    async takenBy(provider: string, references: readonly string[]): Promise<CodeMessage | undefined> {
      const named = and(eq(messages.provider, provider), inArray(messages.reference, [...references]))
      const [row] = await guarded(() =>
        database.select({ recovery: messages.recovery, gate: messages.gate, counter: messages.counter }).from(messages).where(named).limit(1))
      return row && v.parse(Named, row)
    },

    /** @returns how that provider calls a message, where it took it; and whether somebody may just be handing it over */
    async referenceOf(message: CodeMessage, provider: string): Promise<{ reference: string | undefined; underWay: boolean }> {
      const { state, provider: by, reference } = messages
      const [row] = await guarded(() => database.select({ state, by, reference }).from(messages).where(which(message)).limit(1))
      return { reference: row?.by === provider ? row.reference ?? undefined : undefined, underWay: row?.state === 'queued' || row?.state === 'sending' }
    },

    /**
     * What that provider took before, at the same gate of the same recovery.
     * @returns how it calls the last of them, and how many seconds ago it first took something of that name, at whatever recovery
     */
    async earlier({ recovery, gate, counter }: CodeMessage, provider: string): Promise<{ reference: string; age: number } | undefined> {
      const last = sql`select reference from ${messages} where recovery = ${recovery} and gate = ${gate} and counter < ${counter} and provider = ${provider}
        and reference is not null order by counter desc limit 1`
      const found = await guarded(() => database.execute(
        sql`select reference, extract(epoch from now() - min(at)) as age from ${messages} where provider = ${provider} and reference = (${last}) group by reference`,
      ))
      const [row] = v.parse(Earlier, found.rows)
      return row
    },
  }

  /** One statement, so that of two at once only one finds the message as it was. */
  async function move(message: CodeMessage, from: State, to: State, by: TakenBy = {}): Promise<boolean> {
    const moved = await guarded(() =>
      database.update(messages).set({ state: to, at: sql`now()`, ...by }).where(and(which(message), eq(messages.state, from))).returning({ state: messages.state }),
    )
    return moved.length > 0
  }
}

const which = ({ recovery, gate, counter }: CodeMessage) => and(eq(messages.recovery, recovery), eq(messages.gate, gate), eq(messages.counter, counter))

