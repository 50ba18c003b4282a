/** `ok`: it works. `warning`: it works, and somebody should know. `missing`: people cannot get back in, or not as the policy says. */
export type FindingState = 'ok' | 'warning' | 'missing'

/** One line of what `directory check` found. */
export type Finding = {
  /** The domain, or the controller, by name. */
  readonly about: string
  /** What was looked at; for a right its id in deploy/active-directory/rights.json. */
  readonly check: string
  readonly state: FindingState
  readonly says: string
  /** The command that mends it, or what to write where; for what is not ok. */
  readonly mend?: string
}

export type Findings = {
  readonly ok: (check: string, says: string) => Finding
  readonly warning: (check: string, says: string, mend: string) => Finding
  readonly missing: (check: string, says: string, mend: string) => Finding
}

export const findingsAbout = (about: string): Findings => ({
  ok: (check, says) => ({ about, check, state: 'ok', says }),
  warning: (check, says, mend) => ({ about, check, state: 'warning', says, mend }),
  missing: (check, says, mend) => ({ about, check, state: 'missing', says, mend }),
})
