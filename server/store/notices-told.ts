import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { noticesTold } from './tables.ts'

/** Where somebody has heard of an outcome already, as `NoticesTold` of `../delivery/ports.ts` asks for it. */
export function storedNoticesTold(database: Database) {
  return {
    async of(recovery: string): Promise<ReadonlySet<string>> {
      const rows = await guarded(() => database.select({ notice: noticesTold.notice }).from(noticesTold).where(eq(noticesTold.recovery, recovery)))
      return new Set(rows.map(({ notice }) => notice))
    },

    async add(recovery: string, notice: string): Promise<void> {
      await guarded(() => database.insert(noticesTold).values({ recovery, notice }).onConflictDoNothing())
    },
  }
}
