/** So many people are remembered; under an attack on more than that the oldest are forgotten. */
const REMEMBERED = 10_000

/**
 * The wrong tries that this server made itself, beside the directory's count. They are what is left to go by where that count may not
 * be read, which looks the same as none.
 * @param monotonic milliseconds on a clock that never jumps
 */
export function ownWrongTries(monotonic: () => number) {
  const tries = new Map<string, { count: number; until: number }>()
  const count = (person: string) => {
    const held = tries.get(person)
    return held !== undefined && monotonic() <= held.until ? held.count : 0
  }
  return {
    count,
    /** @param window milliseconds for which one counts, from the last one on */
    add(person: string, window: number) {
      const next = { count: count(person) + 1, until: monotonic() + window }
      tries.delete(person)
      tries.set(person, next)
      const [oldest] = tries.keys()
      if (tries.size > REMEMBERED && oldest !== undefined) tries.delete(oldest)
    },
    forget(person: string) {
      tries.delete(person)
    },
  }
}
