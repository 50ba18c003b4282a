/**
 * A value that must not be seen: a password, a code, a token.
 *
 * It cannot be logged, joined to a string or serialised by accident: every such way gives `[secret]`. The value itself
 * comes out only through `reveal()`, so a search for that word finds every place where a secret is used.
 */
export class Secret<T extends string = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** The value. Call it as late as possible and keep what it gives in no variable that outlives the call. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return MASK
  }

  toJSON(): string {
    return MASK
  }

  get [Symbol.toStringTag](): string {
    return 'Secret'
  }

  // console.log, util.inspect and the assertion messages of test runners ask for this.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK
  }
}

const MASK = '[secret]'

/**
 * JSON for the wire: the one place where secrets inside a message become text.
 * @returns the JSON text of `message`, each `Secret` in it replaced by its value
 */
export function writeWire(message: unknown): string {
  return JSON.stringify(message, function (this: Record<string, unknown>, key, shown: unknown) {
    // `shown` already went through toJSON; the holder still has the original.
    const original = this[key]
    return original instanceof Secret ? String(original.reveal()) : shown
  })
}
