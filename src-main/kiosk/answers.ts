type Parts = {
  /** Asks the page for a sign that it still works through what it is given. Rejects where there is no page any more. */
  ask: () => Promise<unknown>
  /** Calls back every few seconds until what it returns is called. */
  every: (tick: () => void) => () => void
  /** Called once. */
  hung: () => void
}

/** So many times in a row it may owe the answer. A machine that wakes up from sleep has missed one. */
const MISSED = 3

/**
 * Finds out that a page hangs. Chromium would report it too, but does not while something is attached over the protocol of the
 * developer tools, as our guard against dialogs for files is; and only once a key finds no answer.
 * @returns stops it
 */
export function whileItAnswers({ ask, every, hung }: Parts): () => void {
  let missed = 0
  let owed = false
  const stop = every(() => {
    missed = owed ? missed + 1 : 0
    if (missed >= MISSED) {
      stop()
      hung()
    }
    if (owed) return
    owed = true
    ask().then(() => { owed = false }, stop)
  })
  return stop
}
