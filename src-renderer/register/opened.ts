import type { RegisterState } from './store/state.ts'

/** Where the portal begins. */
export const START = '/register'

/** What the address says of why the page was opened: behind `#`, so that the token of a notice's link is in no log and no other page hears of it. */
export function openedAt({ hash }: Pick<Location, 'hash'>): Pick<RegisterState, 'notMe' | 'out'> {
  const said = hash.slice(1)
  const token = /^not-me=(.+)$/u.exec(said)?.[1]
  return { notMe: token, out: said === 'left' || said === 'over' ? said : undefined }
}
