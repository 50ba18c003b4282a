import { sql } from 'drizzle-orm'
import { type ConstructorOptions, type DrizzleTransactionLike, fromDrizzle, PgBoss, type Queue } from 'pg-boss'
import * as v from 'valibot'
import { gateNames } from '../policy/gate-facts.ts'
import type { CodeMessage } from '../recovery/ports.ts'
import type { Log } from './ports.ts'

const QUEUE = 'code-messages'

/** A job carries ids and nothing else: what it stands for is found out when it is done. */
const Job = v.strictObject({ recovery: v.pipe(v.string(), v.uuid()), gate: v.picklist(gateNames), counter: v.number() })

const settings: Omit<Queue, 'name'> = {
  notify: true,
  // 2, 4, 8, 16 and then every 20 seconds: beyond the ten minutes that a code can live, where jobs end by themselves.
  retryLimit: 36,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 20,
  // More than a directory's and a mail server's limits together; a job that takes longer has lost its server.
  expireInSeconds: 60,
  retentionSeconds: 60 * 60,
  deleteAfterSeconds: 24 * 60 * 60,
}

export type CodeQueue = {
  /** Puts the jobs into a transaction of the same database: they exist if and only if it is committed. */
  readonly enqueue: (transaction: DrizzleTransactionLike, messages: readonly CodeMessage[]) => Promise<void>
  /** Begins to work. Each job comes to one of all servers; again, with growing pauses, while `handle` rejects. */
  readonly work: (handle: (message: CodeMessage) => Promise<void>) => Promise<void>
  /** Takes no more jobs and waits for those under way. @param within milliseconds after which they are left to their fate */
  readonly stop: (within?: number) => Promise<void>
}

/** Opens the queue of code messages in the store's own database. `work` begins to empty it. */
export async function startQueue(jobs: ConstructorOptions, log: Log): Promise<CodeQueue> {
  const boss = new PgBoss({ ...jobs, useListenNotify: true, schedule: false, registerInstance: false })
  boss.on('error', (error) => log.error({ why: error.message }, 'the queue of codes met an error'))
  boss.on('warning', ({ message }) => log.warn({ why: message }, 'the queue of codes warns'))
  await boss.start()
  // The first makes it where there is none, the second brings an older one up to date.
  await boss.createQueue(QUEUE, settings)
  await boss.updateQueue(QUEUE, settings)

  return {
    async enqueue(transaction, messages) {
      const db = fromDrizzle(transaction, sql)
      for (const { recovery, gate, counter } of messages) await boss.send(QUEUE, { recovery, gate, counter }, { db })
    },

    async work(handle) {
      // New jobs are notified; the pauses are for those that come again. Four at once, so that one slow mail holds up no other.
      const pace = { localConcurrency: 4, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 }
      await boss.work<unknown>(QUEUE, pace, async (found) => {
        for (const { data } of found) {
          const job = v.safeParse(Job, data)
          if (job.success) await handle(job.output)
          else log.error({}, 'a job of another kind is in the queue of codes')
        }
      })
    },

    stop: (within = 15_000) => boss.stop({ graceful: true, timeout: within }),
  }
}
