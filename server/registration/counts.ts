import type { Entrance } from '@gatehouse/contract'
import type { Registered, Registration, RegistrationKind } from './ports.ts'

/** What of one kind counts for somebody at this entrance and moment (S-16): what the person has proved to be theirs before what somebody brought for them. Who is frozen has nothing that does. @param now milliseconds since 1970 */
export function counting({ frozen, has }: Registered, kind: RegistrationKind, entrance: Entrance, now: number): readonly Registration[] {
  if (frozen) return []
  const counts = has[kind].filter(({ outsideFrom }) => entrance !== 'portal-outside' || outsideFrom <= now)
  return counts.toSorted((one, other) => Number(one.provedAt === null) - Number(other.provedAt === null))
}

/** The first place of its kind at which nothing stands; undefined when all are taken. An answer stands at its question. */
export const freeSlot = ({ has }: Pick<Registered, 'has'>, kind: 'number' | 'mail'): string | undefined =>
  ['1', '2'].find((slot) => has[kind].every((one) => one.slot !== slot))
