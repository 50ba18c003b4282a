/** Why somebody has to wait, as the person is told. */
export type WaitReason = 'too-many-tries' | 'too-many-messages'

/** A budget is spent: there is one again after so long. Nothing was done. */
export class MustWait extends Error {
  readonly code: WaitReason
  /** Whole seconds, at least one. */
  readonly seconds: number

  constructor(code: WaitReason, milliseconds: number) {
    super(code)
    this.name = 'MustWait'
    this.code = code
    this.seconds = Math.max(1, Math.ceil(milliseconds / 1000))
  }
}
