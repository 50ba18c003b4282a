/** A switch of a command: with a value that it takes, such as `--config FILE`, or without one, such as `--json`. */
export type Switch = {
  /** What the value is called in the usage; absent: a switch that is there or not. */
  readonly takes?: string
  readonly required?: true
  /** What it is for, in a few words. */
  readonly says: string
}

/** What was given on the command line, after every mistake in it was ruled out. */
export type Given = {
  /** Of a required switch. */
  readonly text: (name: string) => string
  /** Of one that may be left out. */
  readonly textIfGiven: (name: string) => string | undefined
  readonly has: (name: string) => boolean
  /** What was named without a switch, where the command takes a list: at least one, each once. */
  readonly listed: readonly string[]
}

/** Where a command reads its surroundings and says what it found. */
export type Terminal = {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
}

/** One thing that an administrator can ask of the server's program. To add one: see README.md beside this file. */
export type Command = {
  /** The words after `gatehouse-server`, such as `policy check`. */
  readonly name: string
  /** What it does, in a sentence. */
  readonly says: string
  readonly switches: Readonly<Record<string, Switch>>
  /** What stands behind its name without a switch, such as `devices approve ID…`; absent: nothing does. */
  readonly list?: Pick<Required<Switch>, 'takes' | 'says'>
  /** @returns the exit code: 0 as wished, 1 it did not work out, 2 a mistake in the command, the settings or the policy */
  readonly run: (given: Given, terminal: Terminal) => Promise<number>
}

/** What every command begins with: which server it is about. */
export const configSwitch: Switch = { takes: 'FILE', required: true, says: 'the settings file' }
