/** One after the other, in the order in which they asked. @returns takes a turn; what it resolves with gives it back */
export function turns(): () => Promise<() => void> {
  let last = Promise.resolve()
  return () => {
    const before = last
    const { promise, resolve } = Promise.withResolvers<undefined>()
    last = promise
    return before.then(() => () => resolve(undefined))
  }
}
