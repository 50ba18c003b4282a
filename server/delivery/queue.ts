import { sql } from 'drizzle-orm'
import { type ConstructorOptions, type DrizzleTransactionLike, fromDrizzle, PgBoss, type Queue, type WorkOptions } from 'pg-boss'
import * as v from 'valibot'
import { gateNames } from '../policy/gate-facts.ts'
import { type AlarmMessage, alarms, type CodeMessage, type Message, type NoticeMessage, noticeTargets } from '../recovery/ports.ts'
import type { Log } from './ports.ts'

const HOUR = 3600

const Recovery = v.pipe(v.string(), v.uuid())

/** A job carries ids and nothing else: what it stands for is found out when it is done. */
const queues = {
  code: {
    name: 'code-messages',
    Job: v.strictObject({ recovery: Recovery, gate: v.picklist(gateNames), counter: v.number() }),
    settings: {
      // 2, 4, 8, 16 and then every 20 seconds: beyond the ten minutes that a code can live, where jobs end by themselves.
      retryLimit: 36,
      retryDelayMax: 20,
      retentionSeconds: HOUR,
    },
  },
  notice: {
    name: 'notices',
    Job: v.strictObject({ recovery: Recovery, notice: v.picklist(noticeTargets), since: v.number() }),
    settings: {
      // In the end every five minutes, for two days: a mail server that is away over a weekend's first day loses nothing.
      retryLimit: 600,
      retryDelayMax: 300,
      retentionSeconds: 72 * HOUR,
    },
  },
  // Of its own: a server from before it must not take these jobs.
  lateNotice: {
    name: 'late-notices',
    Job: v.strictObject({ recovery: Recovery, notice: v.picklist(noticeTargets), since: v.number(), late: v.number() }),
    settings: { retryLimit: 600, retryDelayMax: 300, retentionSeconds: 72 * HOUR },
  },
  alarm: {
    name: 'alarms',
    Job: v.strictObject({ alarm: v.picklist(alarms), caseNumber: v.string() }),
    settings: { retryLimit: 600, retryDelayMax: 300, retentionSeconds: 72 * HOUR },
  },
  call: {
    name: 'calls',
    Job: v.strictObject({ recovery: Recovery, gate: v.literal('phone-call'), counter: v.number() }),
    settings: { retryLimit: 10, retryDelayMax: 20, retentionSeconds: HOUR },
  },
} as const

const settings: Omit<Queue, 'name'> = {
  notify: true,
  retryDelay: 2,
  retryBackoff: true,
  // More than the limits of a directory and of several providers together; a job that takes longer has lost its server.
  expireInSeconds: 120,
  deleteAfterSeconds: 24 * HOUR,
}

export type MessageQueue = {
  /** Puts the jobs into a transaction of the same database: they exist if and only if it is committed. */
  readonly enqueue: (transaction: DrizzleTransactionLike, messages: readonly Message[]) => Promise<void>
  /** Begins to work. Each job comes to one of all servers; again, with growing pauses, while its handler rejects. */
  readonly work: (handlers: Handlers) => Promise<void>
  /** Takes no more jobs and waits for those under way. @param within milliseconds after which they are left to their fate */
  readonly stop: (within?: number) => Promise<void>
}

export type Handlers = {
  code: (message: CodeMessage) => Promise<void>
  call: (message: CodeMessage) => Promise<void>
  notice: (message: NoticeMessage) => Promise<void>
  alarm: (message: AlarmMessage) => Promise<void>
}

/** Opens the queues of messages in the store's own database. `work` begins to empty them. */
export async function startQueue(jobs: ConstructorOptions, log: Log): Promise<MessageQueue> {
  const boss = new PgBoss({ ...jobs, useListenNotify: true, schedule: false, registerInstance: false })
  boss.on('error', (error) => log.error({ why: error.message }, 'the queue of messages met an error'))
  boss.on('warning', ({ message }) => log.warn({ why: message }, 'the queue of messages warns'))
  await boss.start()
  for (const { name, settings: own } of Object.values(queues)) {
    // The first makes it where there is none, the second brings an older one up to date.
    await boss.createQueue(name, { ...settings, ...own })
    await boss.updateQueue(name, { ...settings, ...own })
  }

  return {
    async enqueue(transaction, messages) {
      const db = fromDrizzle(transaction, sql)
      for (const message of messages) {
        // A notice comes before the directory has been asked for what it tells of: the answer takes a moment.
        if ('alarm' in message) await boss.send(queues.alarm.name, message, { db })
        else if ('late' in message) await boss.send(queues.lateNotice.name, message, { db })
        else if ('notice' in message) await boss.send(queues.notice.name, message, { db, startAfter: 1 })
        else if (message.gate === 'phone-call') await boss.send(queues.call.name, message, { db })
        else await boss.send(queues.code.name, message, { db })
      }
    },

    async work({ code, call, notice, alarm }) {
      // New jobs are notified; the pauses are for those that come again. Several at once, so that one slow mail holds up no other.
      for (let each = 0; each < 4; each++) await empty(queues.code.name, { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 }, queues.code.Job, code)
      for (let each = 0; each < 2; each++) await empty(queues.call.name, { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 }, queues.call.Job, call)
      await empty(queues.alarm.name, { pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 30 }, queues.alarm.Job, alarm)
      await empty(queues.lateNotice.name, { pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 30 }, queues.lateNotice.Job, notice)
      for (let each = 0; each < 2; each++) await empty(queues.notice.name, { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 }, queues.notice.Job, notice)
    },

    stop: (within = 15_000) => boss.stop({ graceful: true, timeout: within }),
  }

  async function empty<T>(name: string, pace: WorkOptions, job: v.GenericSchema<unknown, T>, handle: (message: T) => Promise<void>): Promise<void> {
    const own: { worker?: string } = {}
    own.worker = await boss.work<unknown>(name, pace, async (found) => {
      // Where there was one there may be another: without it each pauses after each job, and a queue of many takes minutes.
      if (own.worker !== undefined) boss.notifyWorker(own.worker)
      for (const { data } of found) {
        const read = v.safeParse(job, data)
        if (read.success) await handle(read.output)
        else log.error({ queue: name }, 'a job of another kind is in a queue')
      }
    })
  }
}
