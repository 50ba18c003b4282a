import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type ConstructorOptions, type DrizzleTransactionLike, fromDrizzle, PgBoss, type Queue, type WorkOptions } from 'pg-boss'
import * as v from 'valibot'
import { gateNames } from '../policy/gate-facts.ts'
import { type AlarmMessage, alarms, type CodeMessage, type Message, type NoticeMessage, noticeTargets } from '../recovery/ports.ts'
import { registrationKinds, type RegistrationNotice } from '../registration/ports.ts'
import type { VisitMessage } from '../registration/visit-ports.ts'
import type { Log } from './ports.ts'
import type { NoticeTo } from './registration-notices.ts'

const HOUR = 3600

const Recovery = v.pipe(v.string(), v.uuid())

const registrationNotice = {
  person: v.string(), told: v.picklist(['added', 'replaced', 'removed', 'frozen', 'reset']), kind: v.exactOptional(v.picklist(registrationKinds)),
  at: v.number(), caseNumber: v.string(), language: v.string(),
} as const

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
  visitCode: {
    name: 'registration-codes',
    Job: v.strictObject({ visit: v.pipe(v.string(), v.uuid()), counter: v.number() }),
    settings: { retryLimit: 36, retryDelayMax: 20, retentionSeconds: HOUR },
  },
  // The first finds out where a change is told, the second tells one of these places.
  registrationNotice: {
    name: 'registration-notices',
    Job: v.strictObject(registrationNotice),
    settings: { retryLimit: 600, retryDelayMax: 300, retentionSeconds: 72 * HOUR },
  },
  registrationNoticeTo: {
    name: 'registration-notices-to',
    Job: v.strictObject({ ...registrationNotice, to: v.string() }),
    settings: { retryLimit: 600, retryDelayMax: 300, retentionSeconds: 72 * HOUR },
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
  readonly enqueueVisit: (transaction: DrizzleTransactionLike, messages: readonly VisitMessage[]) => Promise<void>
  readonly enqueueRegistration: (transaction: DrizzleTransactionLike, notices: readonly RegistrationNotice[]) => Promise<void>
  /** Once, however often the same is asked for. */
  readonly enqueueNoticeTo: (notice: NoticeTo) => Promise<void>
  /** Begins to work. Each job comes to one of all servers; again, with growing pauses, while its handler rejects. */
  readonly work: (handlers: Handlers & Partial<RegistrationHandlers>) => Promise<void>
  /** Takes no more jobs and waits for those under way. @param within milliseconds after which they are left to their fate */
  readonly stop: (within?: number) => Promise<void>
}

export type Handlers = {
  code: (message: CodeMessage) => Promise<void>
  call: (message: CodeMessage) => Promise<void>
  notice: (message: NoticeMessage) => Promise<void>
  alarm: (message: AlarmMessage) => Promise<void>
}

/** Where there is a registration portal, and where somebody resets what is registered. */
export type RegistrationHandlers = {
  visitCode: (message: VisitMessage) => Promise<void>
  registrationNotice: (notice: RegistrationNotice) => Promise<void>
  registrationNoticeTo: (notice: NoticeTo) => Promise<void>
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

    async enqueueVisit(transaction, messages) {
      for (const message of messages) await boss.send(queues.visitCode.name, message, { db: fromDrizzle(transaction, sql) })
    },

    async enqueueRegistration(transaction, notices) {
      const db = fromDrizzle(transaction, sql)
      for (const notice of notices) {
        await boss.send(queues.registrationNotice.name, notice, { db })
        if (notice.told === 'frozen') await boss.send(queues.alarm.name, { alarm: 'registration-frozen', caseNumber: notice.caseNumber }, { db })
      }
    },

    async enqueueNoticeTo(notice) {
      await boss.send(queues.registrationNoticeTo.name, notice, { id: idOf(notice) })
    },

    async work({ code, call, notice, alarm, visitCode, registrationNotice, registrationNoticeTo }) {
      const usual = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 }
      for (let each = 0; visitCode && each < 2; each++) await empty(queues.visitCode.name, { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 }, queues.visitCode.Job, visitCode)
      if (registrationNotice) await empty(queues.registrationNotice.name, usual, queues.registrationNotice.Job, registrationNotice)
      for (let each = 0; registrationNoticeTo && each < 2; each++) await empty(queues.registrationNoticeTo.name, usual, queues.registrationNoticeTo.Job, registrationNoticeTo)
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

/** The same for the same notice: a job of that id is made once. Version 8 of RFC 9562, out of what names it. */
function idOf({ person, told, at, caseNumber, to }: NoticeTo): string {
  const hex = createHash('sha256').update(JSON.stringify([person, told, at, caseNumber, to])).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
