import { lookForVanished, type VanishedParts } from './registration/vanished.ts'
import type { RegistrationKeys } from './registration/seal.ts'
import type { Database } from './store/database.ts'
import { deleteOldFormer } from './store/registered-people.ts'
import { resealRegistrations } from './store/reseal.ts'

type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, text: string) => void>>
export type UpkeepParts = VanishedParts & { database: Database; keys: RegistrationKeys }

/** Milliseconds. Servers that share a database all do it; what one has done the others find done. */
const HOUR = 3_600_000
/** Looks in the directory: one for each person who has registered anything. */
const HOURS_BETWEEN_LOOKS = 24

/** Keeps what people registered in order, at once and then every hour: under the present key, without what is over, and without who has vanished. */
export function keepRegistrations(parts: UpkeepParts, log: Log): { /** Does it now, with a look in the directory. */ readonly look: () => Promise<void>; /** Resolves once what is under way is through. */ readonly stop: () => Promise<void> } {
  const { database, keys, now } = parts
  let stopped = false
  let hours = 0
  let present = Promise.resolve()

  async function upkeep(withLook: boolean): Promise<void> {
    const { resealed, unopened } = await resealRegistrations(database, keys)
    if (resealed > 0) log.info({ resealed, key: keys[0].id }, 'registrations are sealed under the present key')
    if (unopened > 0) log.error({ unopened, key: keys[0].id }, 'registrations cannot be opened and count as none: their key is not in keys.registrationsFile, or somebody changed them')
    await deleteOldFormer(database, now())
    if (!withLook) return
    const { stopped: why, ...found } = await lookForVanished(parts, () => stopped)
    if (why !== undefined) log.warn({ ...found, why }, 'the look for accounts that have gone counts for nothing; the next is tomorrow')
    else if (found.missing > 0) log.info(found, 'accounts of people who registered have gone from the directory')
  }

  const run = (withLook: boolean) => {
    present = present.then(() => upkeep(withLook)).catch((error: unknown) => log.warn({ err: error }, 'registrations were not looked after; tried again in an hour'))
    return present
  }
  void run(true)
  const timer = setInterval(() => void run((hours = (hours + 1) % HOURS_BETWEEN_LOOKS) === 0), HOUR)
  return {
    look: () => run(true),
    async stop() {
      clearInterval(timer)
      stopped = true
      await present
    },
  }
}
