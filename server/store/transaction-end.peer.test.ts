import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases } from '../../test/peers/databases.ts'
import type { Store } from './database.ts'
import { atEnd, type Ending } from './transaction-end.ts'

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  beforeAll(async () => {
    store = await database.open()
    await store.database.execute(sql`create table said (word text primary key deferrable initially deferred)`)
  })
  afterAll(() => store.close())

  const say = (word: string) => sql`insert into said values (${word})`
  const said = async () => (await store.database.execute(sql`select word from said order by word`)).rows

  async function endingOf(work: () => Promise<void>, words: readonly string[]): Promise<Ending[]> {
    const endings: Ending[] = []
    await store.database.transaction(async (transaction) => {
      atEnd(transaction, { last: async () => { for (const word of words) await transaction.execute(say(word)) }, over: (ending) => endings.push(ending) })
      await work()
    }).catch(() => undefined)
    return endings
  }

  it('what is asked for the end of a transaction is done in it, last, and hears how it ended', async () => {
    expect(await endingOf(async () => {}, ['one'])).toEqual(['committed'])
    expect(await endingOf(() => Promise.reject(new Error('the work fails')), ['two'])).toEqual(['rolled-back'])
    expect(await endingOf(async () => {}, ['three', 'not\0possible'])).toEqual(['rolled-back'])
    expect(await said()).toEqual([{ word: 'one' }])
  })

  it('a refusal that comes with the commit counts as unknown', async () => {
    expect(await endingOf(async () => {}, ['one'])).toEqual(['unknown'])
    expect(await said()).toEqual([{ word: 'one' }])
  })
})
