import type { Result } from '@gatehouse/contract'
import type { Remembered } from './remembered.ts'

/** How long the server's answer is waited for when somebody leaves, as in Electron's client. Milliseconds. */
const GOODBYE_LIMIT = 2000

type Parts = {
  remembered: Remembered
  /** Tells the server. */
  tell: (signal: AbortSignal) => Promise<Result<unknown>>
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
}

/** Tells the server that somebody leaves, upon which it takes the cookie away. @returns whether it heard; where not, that is remembered */
export const goodbye = ({ remembered, tell, wait }: Parts) => async (): Promise<boolean> => {
  remembered.write('left')
  const late = new AbortController()
  const heard = await Promise.race([tell(late.signal).then(isAnswered), wait(GOODBYE_LIMIT).then(() => false)])
  late.abort()
  if (heard) remembered.write(undefined)
  return heard
}

/** The server itself said something; a fault of its own on the way to an answer may have come before the cookie went. */
export const isAnswered = (result: Result<unknown>) => result.ok || (result.problem.status >= 400 && result.problem.status < 500)
