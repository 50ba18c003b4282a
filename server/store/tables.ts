import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** One row for each attempt to get back in. What the columns repeat of `state` is there to be searched by. */
export const recoveries = pgTable(
  'recoveries',
  {
    id: uuid().primaryKey(),
    /** SHA-256 of the token, in hex: whoever reads the database cannot take over a recovery. */
    tokenHash: text('token_hash').notNull().unique(),
    /** Counts the savings. Of two that saw the same one, the second finds nothing to update (S-13). */
    version: integer().notNull(),
    state: jsonb().$type<unknown>().notNull(),
    begunAt: timestamp('begun_at', { withTimezone: true, mode: 'date' }).notNull(),
    endsAt: timestamp('ends_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** When somebody must look at it if nobody has heard of it by then; null: it has come to its end. */
    dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }),
  },
  // Old ones are searched by the first, to be deleted; by the second, to be ended.
  (table) => [index('recoveries_ends_at').on(table.endsAt), index('recoveries_due_at').on(table.dueAt).where(sql`${table.dueAt} is not null`)],
)

/**
 * `queued`: nobody sends it yet. `sending`: somebody took it, and unless he says more nobody knows what became of it.
 * That is why no way leads back from `sending` by itself: a code is sent at most once (S-14).
 */
export const messageState = pgEnum('message_state', ['queued', 'sending', 'sent', 'failed'])

/** One row for each code that is to be sent: its name, never the code. */
export const messages = pgTable(
  'messages',
  {
    recovery: uuid().notNull().references(() => recoveries.id, { onDelete: 'cascade' }),
    gate: text().notNull(),
    counter: integer().notNull(),
    state: messageState().notNull().default('queued'),
    /** Who took it, and how they call it: receipts come later, and to any server. */
    provider: text(),
    reference: text(),
    at: timestamp({ withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.recovery, table.gate, table.counter] }),
    index('messages_reference').on(table.provider, table.reference).where(sql`${table.reference} is not null`),
  ],
)

/** One row for each budget that something was taken from. What times mean is in `../throttle/ports.ts`; names are keyed (S-11). */
export const budgets = pgTable(
  'budgets',
  {
    kind: text().notNull(),
    name: text().notNull(),
    used: integer().notNull(),
    /** Milliseconds since 1970, by the servers' clock like everything in a recovery; 0: no wait. */
    until: bigint({ mode: 'number' }).notNull(),
    /** From then on the row means nothing and may be deleted. */
    forgetAt: bigint('forget_at', { mode: 'number' }).notNull(),
    /** Whether the last try was refused: how a statement that changes a row tells what it found. */
    refused: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.name] }), index('budgets_forget_at').on(table.forgetAt)],
)

/** One row for each effort that a browser showed and we took: none is taken twice. Names of networks are keyed. */
export const efforts = pgTable(
  'efforts',
  {
    id: text().primaryKey(),
    network: text().notNull(),
    /** Milliseconds since 1970, by the servers' clock. */
    at: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [index('efforts_network_at').on(table.network, table.at), index('efforts_at').on(table.at)],
)

/** One row for everybody who ever registered anything. Times are milliseconds since 1970, by the servers' clock. */
export const registeredPeople = pgTable('registered_people', {
  /** objectGUID. */
  person: text().primaryKey(),
  /** Counts the changes. It outlives what was registered, so that nobody takes one state for another. */
  version: integer().notNull(),
  /** "This was not me"; null: nobody has said so. */
  frozenAt: bigint('frozen_at', { mode: 'number' }),
  frozenCase: text('frozen_case'),
  /** When an administrator last deleted all that the person had: what was asked for or proved before that counts no more; null: never. */
  resetAt: bigint('reset_at', { mode: 'number' }),
  /** Since when the directory does not have the person any more; null: it has. */
  missedSince: bigint('missed_since', { mode: 'number' }),
})

/** One row for each number, address and answer. Whose it is and when can be read; what it is is sealed (S-19). */
export const registrations = pgTable(
  'registrations',
  {
    person: text().notNull().references(() => registeredPeople.person, { onDelete: 'cascade' }),
    kind: text().notNull(),
    slot: text().notNull(),
    /** Names the key outside the database that opens it. */
    key: text().notNull(),
    sealed: text().notNull(),
    origin: text().notNull(),
    provedAt: bigint('proved_at', { mode: 'number' }),
    outsideFrom: bigint('outside_from', { mode: 'number' }).notNull(),
    confirmedAt: bigint('confirmed_at', { mode: 'number' }).notNull(),
    /** Of one that was replaced or removed: until then it still hears of what happens, and counts nowhere. */
    formerUntil: bigint('former_until', { mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.person, table.kind, table.slot] })],
)

/** One row for each place that has heard of an outcome, where there are several: who is told once more at one is not told again at the others. */
export const noticesTold = pgTable(
  'notices_told',
  {
    recovery: uuid().notNull().references(() => recoveries.id, { onDelete: 'cascade' }),
    notice: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.recovery, table.notice] })],
)

/** One row for each sign-in to the registration portal, until it is over. What was offered and not yet proved is sealed in its state. */
export const visits = pgTable(
  'visits',
  {
    id: uuid().primaryKey(),
    /** SHA-256 of the token, in hex. */
    tokenHash: text('token_hash').notNull().unique(),
    /** Counts the savings: of two proofs that saw the same one, the second finds another. */
    version: integer().notNull(),
    state: jsonb().$type<unknown>().notNull(),
    /** Of its codes the newest that somebody took to send it: none goes out twice (S-14). */
    sent: integer().notNull(),
    /** Milliseconds since 1970, by the servers' clock. */
    endsAt: bigint('ends_at', { mode: 'number' }).notNull(),
  },
  (table) => [index('visits_ends_at').on(table.endsAt)],
)

/** One row for each link of a notice that was used, until it works no more by itself. Its name is a part of its signature. */
export const usedLinks = pgTable('used_links', { name: text().primaryKey(), until: bigint({ mode: 'number' }).notNull() })

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** One row for each code with which machines of a group are enrolled. Times of devices are the database's own: no server's clock decides. */
export const deviceCodes = pgTable('device_codes', {
  /** What administrators call it: it is not the code. */
  id: text().primaryKey(),
  /** HMAC of the code under a key outside the database. */
  hash: text().notNull().unique(),
  group: text('group_name').notNull(),
  most: integer().notNull(),
  used: integer().notNull(),
  madeAt: moment('made_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
})

/** One row for each machine that was ever enrolled, until it has counted no more for long enough. */
export const devices = pgTable('devices', {
  id: uuid().primaryKey(),
  /** RFC 7638, of the key. */
  thumbprint: text().notNull().unique(),
  /** The public one, as JWK. */
  key: jsonb().$type<unknown>().notNull(),
  name: text().notNull(),
  group: text('group_name').notNull(),
  /** The code's id, by which it was enrolled. */
  code: text().notNull(),
  state: text().notNull(),
  /** The greatest number of a ticket that was seen; 0: none. */
  highest: bigint({ mode: 'number' }).notNull(),
  /** The greatest number of a reminder that was used, and a bit for each of those up to it. */
  reminderHighest: bigint('reminder_highest', { mode: 'number' }).notNull().default(0),
  reminderWindow: bigint('reminder_window', { mode: 'number' }).notNull().default(0),
  enrolledAt: moment('enrolled_at').notNull().defaultNow(),
  /** Since when it is what it is. */
  changedAt: moment('changed_at').notNull().defaultNow(),
  /** When a recovery last began with a new ticket. */
  seenAt: moment('seen_at'),
})

/** One row for each ticket that was seen: which key had its number. `refused`: it came after a newer one. */
export const deviceTickets = pgTable(
  'device_tickets',
  {
    device: uuid().notNull().references(() => devices.id, { onDelete: 'cascade' }),
    seq: bigint({ mode: 'number' }).notNull(),
    /** Thumbprint of the ephemeral key that it was for. */
    jkt: text().notNull(),
    refused: boolean().notNull(),
    firstSeen: moment('first_seen').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.device, table.seq] }), index('device_tickets_jkt').on(table.jkt), index('device_tickets_first_seen').on(table.firstSeen)],
)

/** One row for each proof that was used, for as long as its nonce counts and a little longer. */
export const deviceProofs = pgTable(
  'device_proofs',
  { jkt: text().notNull(), jti: text().notNull(), at: moment('at').notNull().defaultNow() },
  (table) => [primaryKey({ columns: [table.jkt, table.jti] }), index('device_proofs_at').on(table.at)],
)
