/** What the settings say that a policy must agree with. Neither file is wrong alone. */
export type SettingsFacts = {
  /** Null: nobody carries SMS. Those who take a code of one length only, as one who makes codes or messages of its own does. */
  readonly sms: null | readonly { readonly name: string; readonly codeDigits: number }[]
  /** Who makes the codes of SMS in our place, for how many minutes they live, and whether nobody else sends anything as SMS. */
  readonly maker?: { readonly name: string; readonly minutes: number; readonly alone: boolean }
  /** The provider of SMS that makes texts of its own, so that nobody sees ours. */
  readonly makesOwnText?: string | undefined
  /** Whether somebody calls people. */
  readonly calls: boolean
  /** Whether there is a reset portal, and so people who come in from outside. */
  readonly portal: boolean
  /** The server takes devices; absent: it does not. */
  readonly devices?: true
}
