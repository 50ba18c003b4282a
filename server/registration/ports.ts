import type { Secret } from '@gatehouse/contract'
import type { AuditEntry } from '../recovery/audit.ts'

/** What a person can register: a telephone number, a mail address, an answer to one of the company's questions. */
export const registrationKinds = ['number', 'mail', 'answer'] as const
export type RegistrationKind = (typeof registrationKinds)[number]

/** How many of each one person may have; the store takes no more. */
export const mostOf = { number: 2, mail: 2, answer: 20 } as const satisfies Record<RegistrationKind, number>

/** Who brought it: the person, an administrator's file, or the directory, whose value the person has proved to be theirs. */
export const origins = ['self', 'import', 'directory'] as const
export type Origin = (typeof origins)[number]

/** Where one stands among those of its kind: `1` or `2`; of an answer the id of its question. */
export type Place = { readonly kind: RegistrationKind; readonly slot: string }

/** Times are milliseconds since 1970 by the server's clock. */
export type Registration = Place & {
  /** A number in E.164, such as `+491713920011`; an address; the argon2id text of an answer, `$argon2id$…`. */
  readonly value: Secret
  readonly origin: Origin
  /** When the person proved that it is theirs; null: nobody has yet, somebody else brought it. */
  readonly provedAt: number | null
  /** From then on it counts at `portal-outside` too (S-16). */
  readonly outsideFrom: number
  /** When the person last said that it still is theirs; at first, when it was put in. */
  readonly confirmedAt: number
}

/** A number or an address that the person had until a while ago: it counts nowhere, and still hears what happens (S-16). Of each kind there are the four that counted first, and what went last. */
export type Former = { readonly kind: 'number' | 'mail'; readonly slot: string; readonly value: Secret; readonly until: number }

/** "This was not me": nothing that the person has counts anywhere, until an administrator resets it. */
export type Frozen = { readonly at: number; readonly caseNumber: string }

/** What somebody has. Whoever never registered has nothing, in version 0. */
export type Registered = {
  /** objectGUID: an account that was deleted and made again begins with nothing. */
  readonly person: string
  /** Counts the changes. Of two that saw the same one, the second changes nothing. */
  readonly version: number
  readonly frozen?: Frozen
  /** When an administrator last deleted all of it; absent: never. */
  readonly resetAt?: number
  /** In the order of their slots. */
  readonly has: Readonly<Record<RegistrationKind, readonly Registration[]>>
  readonly former: readonly Former[]
}

/** A notice of a change, to everywhere the person can be told. It is kept in a queue: it names the person and what was done, and no value. */
export type RegistrationNotice = {
  readonly person: string
  readonly told: 'added' | 'replaced' | 'removed' | 'frozen' | 'reset'
  readonly kind?: RegistrationKind
  readonly at: number
  readonly caseNumber: string
  readonly language: string
}

/** What goes into the transaction of a change, beside the entries that every change tells of itself. */
export type Along = {
  /** Stands in every entry. */
  readonly caseNumber?: string
  readonly entries?: readonly AuditEntry[]
  readonly notices?: readonly RegistrationNotice[]
}

/**
 * What people have registered. A change is one transaction with its entries and notices: all of it or nothing. Those that take what
 * was read give back false when somebody else was faster, or the person is frozen: then nothing was changed, queued or recorded.
 * All throw StoreProblem.
 */
export type Registrations = {
  /** One that cannot be opened is not among them; the log says so. @param person objectGUID */
  readonly read: (person: string) => Promise<Registered>
  /**
   * Puts them where they say, in the place of what stands there. A number or address that was replaced becomes a former one; where
   * the same value stood, it goes on counting outside from when it did.
   * @param instead what goes in the same transaction @throws RegistrationFull
   */
  readonly put: (seen: Registered, items: readonly Registration[], along?: Along, instead?: readonly Place[]) => Promise<boolean>
  /** Numbers and addresses become former ones. */
  readonly remove: (seen: Registered, places: readonly Place[], along?: Along) => Promise<boolean>
  /** The person says that they are still theirs. */
  readonly confirm: (seen: Registered, places: readonly Place[], at: number, along?: Along) => Promise<boolean>
  /**
   * Whatever else happens at that moment. Who is frozen stays so, under the first case number. It stops what runs for them.
   * @param frozen `after`: when what led to it happened; where a reset has come since, there is nothing left to freeze and nothing is done
   */
  readonly freeze: (person: string, frozen: Frozen & { readonly after?: number | undefined }, along?: Along) => Promise<void>
  /** Deletes all that the person has, former ones too, ends a freeze, and stops what runs for them. @param at as in the notice of it @returns whether there was anything */
  readonly reset: (person: string, at: number, along?: Along) => Promise<boolean>
}

/** There would be more than `mostOf` allows. */
export class RegistrationFull extends Error {
  readonly kind: RegistrationKind

  constructor(kind: RegistrationKind) {
    super(`a person may have ${mostOf[kind]} of the kind ${kind}`)
    this.name = 'RegistrationFull'
    this.kind = kind
  }
}
