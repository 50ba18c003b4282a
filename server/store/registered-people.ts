import { and, asc, eq, gt, lte } from 'drizzle-orm'
import type { RegisteredPeople } from '../registration/vanished.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import type { Tell } from './recoveries.ts'
import { registeredPeople, registrations } from './tables.ts'

/** Whoever has anything registered, and how all of it goes. */
export function storedPeople(database: Database, tell: Tell): RegisteredPeople {
  return {
    after: (last, most) => guarded(() => database.select({ person: registeredPeople.person, missedSince: registeredPeople.missedSince })
      .from(registeredPeople).where(gt(registeredPeople.person, last)).orderBy(asc(registeredPeople.person)).limit(most)),

    async miss(person, since) {
      await guarded(() => database.update(registeredPeople).set({ missedSince: since }).where(eq(registeredPeople.person, person)))
    },

    forget: (person, missedSince) => guarded(() => database.transaction(async (transaction) => {
      const gone = await transaction.delete(registeredPeople)
        .where(and(eq(registeredPeople.person, person), eq(registeredPeople.missedSince, missedSince))).returning({ person: registeredPeople.person })
      if (gone.length > 0) tell(transaction, [{ kind: 'registrations-forgotten', person }])
      return gone.length > 0
    })),
  }
}

/** Deletes numbers and addresses that were replaced long enough ago. @param now milliseconds since 1970 @throws StoreProblem */
export async function deleteOldFormer(database: Database, now: number): Promise<void> {
  await guarded(() => database.delete(registrations).where(lte(registrations.formerUntil, now)))
}
