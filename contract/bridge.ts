import * as v from 'valibot'
import { type Input, type OperationName, type Output } from './operations.ts'
import { type Problem } from './problems.ts'

/** What a screen gets back: the answer, or a problem that it has words for. It never throws. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** What only a client can do, beside the operations of the server. */
export const clientVerbs = {
  /** What the machine knows: shown before the server has answered, and when it cannot. */
  machine: {
    in: v.object({}),
    out: v.object({
      /** The machine's name, for the corner of the screen; a browser knows none. */
      name: v.optional(v.string()),
      /** Account of the user selected at the sign-in screen, if any. */
      selectedUser: v.optional(v.string()),
      helpdesk: v.optional(v.string()),
      company: v.optional(v.string()),
      /** BCP 47 tags, the display language first. */
      languages: v.array(v.string()),
      /** The keyboard's layout as Windows names it, "00000407", where the sign-in screen said. */
      layout: v.optional(v.string()),
      /** More contrast is wanted at the sign-in screen. */
      contrast: v.optional(v.boolean()),
      /** `window`: not the kiosk but a program among others, with a note on how to leave. `portal`: a page in a browser, which leads nowhere back. */
      mode: v.picklist(['kiosk', 'window', 'portal']),
    }),
  },
  /**
   * Whether this machine reaches a controller of its domain at this moment: while it does not, it takes the password that it
   * remembers. `unknown`: it belongs to none, or nobody told it which. A look takes seconds at most; the screens do not wait for it.
   */
  network: { in: v.object({}), out: v.object({ controller: v.picklist(['reached', 'not-reached', 'unknown']) }) },
  /** Back to the sign-in screen: everything of this person is wiped; resolves only if the client stays open. */
  leave: { in: v.object({}), out: v.object({}) },
  /** The person answered the idle warning. */
  stay: { in: v.object({}), out: v.object({}) },
} as const satisfies Record<string, { in: v.GenericSchema<unknown, unknown>; out: v.GenericSchema<unknown, unknown> }>

export type ClientVerb = keyof typeof clientVerbs
export type VerbOutput<N extends ClientVerb> = v.InferOutput<(typeof clientVerbs)[N]['out']>
export type Machine = VerbOutput<'machine'>
export type Network = VerbOutput<'network'>

/** What the client tells a screen unasked: seconds until it gives up waiting for a sign of life, or that one came. */
export const IdleNotice = v.object({ endsIn: v.nullable(v.number()) })
export type IdleNotice = v.InferOutput<typeof IdleNotice>

/**
 * All that a screen can reach. Electron's implementation goes over the preload to the main process; the portals' speaks HTTP
 * to their own origin. The screens cannot tell which.
 */
export type Bridge = {
  readonly [N in OperationName]: (input: Input<N>) => Promise<Result<Output<N>>>
} & {
  readonly [N in ClientVerb]: () => Promise<Result<VerbOutput<N>>>
} & {
  /** Calls back with every idle notice; returns how to stop listening. */
  readonly onIdle: (listener: (notice: IdleNotice) => void) => () => void
}
