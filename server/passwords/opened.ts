/** What is wrong with a file, and what would be right. */
export type Words = { readonly what: string; readonly right: string }

/** A file that was found to be what it should be, and what came of it; or what is wrong with it. */
export type Opened<T> =
  | {
      readonly ok: true
      readonly value: T
      /** SHA-256 of what was read, in hex, where all of it was. */
      readonly fingerprint?: string
      /** Whether it failed since, as a file on another machine may: then it should be opened anew. */
      readonly isBroken?: () => boolean
      readonly close: () => Promise<void>
    }
  | { readonly ok: false; readonly wrong: Words }
