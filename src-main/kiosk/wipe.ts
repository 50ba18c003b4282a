type Parts = {
  idle: { start: () => void; stop: () => void }
  /** Forgets the recovery's token at once; what it returns tells the server, if a recovery was open. */
  api: { release: () => () => Promise<void> }
  window: { open: () => void; destroy: () => Promise<void> }
  clearClipboard: () => void
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /** Ends the program. */
  exit: () => void
}

/** How long the server's answer to a cancelled recovery is waited for: nobody is looking at a screen any more. */
const GOODBYE_LIMIT = 2000

export type Wipe = {
  /** Everything of this person goes; a fresh page takes its place. */
  startAfresh: () => Promise<void>
  /** Everything of this person goes, and so does the program. */
  leave: () => Promise<void>
}

/**
 * The end of a recovery, however it came about (S-04). The order matters: first nothing can be asked in this person's name,
 * then nothing of theirs is left in the page's process or its session, and only then comes what may take time.
 */
export function wipe({ idle, api, window, clearClipboard, wait, exit }: Parts): Wipe {
  let starting: Promise<void> | undefined
  let leaving: Promise<void> | undefined

  function forget(): { cleared: Promise<void>; told: Promise<void> } {
    idle.stop()
    const cancel = api.release()
    const cleared = window.destroy()
    clearClipboard()
    return { cleared, told: Promise.race([cancel(), wait(GOODBYE_LIMIT)]) }
  }

  async function begin(): Promise<void> {
    await forget().cleared
    starting = undefined
    if (leaving) return
    window.open()
    idle.start()
  }

  async function end(): Promise<void> {
    await starting
    const { cleared, told } = forget()
    await Promise.all([cleared, told])
    exit()
  }

  return {
    startAfresh: () => leaving ?? (starting ??= begin()),
    leave: () => (leaving ??= end()),
  }
}
