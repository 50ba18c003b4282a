/** Nothing came in time. */
export class TimeUp extends Error {
  constructor() {
    super('no answer in time')
    this.name = 'TimeUp'
  }
}

/**
 * Waits for `work` until the deadline; what it comes to later is of no interest.
 * @throws TimeUp
 */
export async function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  let forget = () => {}
  const timeUp = new Promise<never>((_, reject) => {
    const end = () => reject(new TimeUp())
    if (deadline.aborted) end()
    deadline.addEventListener('abort', end, { once: true })
    forget = () => deadline.removeEventListener('abort', end)
  })
  try {
    return await Promise.race([work, timeUp])
  } finally {
    forget()
  }
}
