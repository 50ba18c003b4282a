/** How a telephone behaves when it is called. */
export type Phone = {
  /** `machine`: an answering machine does, which keys nothing. `rings`: nobody does, until somebody ends it. */
  picks: 'up' | 'busy' | 'no-answer' | 'failed' | 'machine' | 'rings'
  /**
   * What the person does, one letter each, from the first question on: a key; `.` nothing until something is said again; `!` hangs up.
   * After the last letter nothing more. Asked at the first question: who looks at a screen first knows what to key only then.
   */
  does?: string | (() => Promise<string>)
  /** How a real one takes its time, in milliseconds: until it rings, and how much later than asked for it says that nobody answers. Absent: it takes none, and its seconds are short. */
  takes?: { readonly rings: () => number; readonly givesUp: () => number }
}

export type Spoken = { language: string; voice?: string; words: string }

/** A webhook that was sent, or would have been. */
export type Sent = {
  /** `twiml`: what to do next; `machine`: who answered; else the status that it tells. */
  kind: string
  url: string
  form: Readonly<Record<string, string>>
  signature: string
  /** Absent: it was lost, or nobody answered. */
  answered?: { status: number; body: string }
}

export type Call = {
  sid: string
  to: string
  from: string
  /** As the API says it. */
  status: string
  answeredBy?: string
  /** All that was heard where it rang. */
  spoken: Spoken[]
  webhooks: Sent[]
  /** Whether a webhook that had to answer did not: then the real one says that it is sorry, and hangs up. */
  apologised: boolean
  form: Readonly<Record<string, string>>
}
