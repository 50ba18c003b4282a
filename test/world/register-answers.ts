import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { answerHashes } from '../../server/questions/hashes.ts'
import { fairLanes } from '../../server/questions/lanes.ts'
import { registrationKeys } from '../../server/registration/seal.ts'
import { openStore, type StoreLocation } from '../../server/store/open.ts'
import { storedRegistrations } from '../../server/store/registrations.ts'

type Parts = {
  /** Of a PostgreSQL: the server may run. */
  database: StoreLocation
  /** Where the server's settings and keys are. */
  folder: string
  /** By the id of their question. */
  answers: ReadonlyMap<string, string>
}

/** Puts answers of whoever has begun last where registration puts them, for tests that are about something else. The way of a person is tried in register.test.ts. */
export async function registerAnswers({ database, folder, answers }: Parts): Promise<void> {
  const store = await openStore(database)
  const { rows } = await store.database.execute("select state->>'person' as person from recoveries order by begun_at desc limit 1")
  const [{ person }] = v.parse(v.tuple([v.object({ person: v.string() })]), rows)
  const { make } = answerHashes({ lanes: fairLanes({ lanes: 1, patience: 60_000, elapsed: () => performance.now() }), effort: { memory: 64, passes: 1, lanes: 1 } })
  const registrations = storedRegistrations({
    database: store.database, keys: registrationKeys(new Secret(readFileSync(join(folder, 'registrations.key'), 'utf8').trim())),
    tell: () => {}, enqueue: () => Promise.resolve(), log: { error: () => {} }, now: Date.now,
  })
  const values = await make(person, [...answers.values()].map((text) => new Secret(text)))
  const items = [...answers.keys()].flatMap((slot, at) => {
    const value = values[at]
    return value ? [{ kind: 'answer' as const, slot, value, origin: 'self' as const, provedAt: 1, outsideFrom: 1, confirmedAt: 1 }] : []
  })
  if (!(await registrations.put(await registrations.read(person), items))) throw new Error('the answers were not put')
  await store.close()
}
