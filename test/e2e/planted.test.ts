import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../server/store/open.ts'
import { findSecrets } from '../world/traces.ts'
import { expect, test } from './gatehouse.ts'
import { startRun } from './run.ts'

// What is looked for after every test is planted here, wherever it is looked for: a search that looks nowhere finds nothing.
const password = 'Planted-on-purpose-53'
const code = '31415926'
const usual = { policy: undefined, store: 'PGlite', serverBy: 'address', portal: false, mode: 'window', place: 'no domain' } as const
const deleted = 'Planted-and-deleted-64'

for (const store of ['PGlite', 'PostgreSQL'] as const) {
  test(`[S-04 S-19] a password and a code that were left behind are found, wherever that is (${store})`, async ({ machine }) => {
    const run = await startRun(machine, { ...usual, store })
    try {
      const { app } = run.client
      await app.evaluate((_electron, text) => process.stderr.write(`${text}\n`), `said ${code} aloud`)
      const temporary = join(run.client.home, 'tmp')
      const [ofThisRun = ''] = readdirSync(temporary).filter((name) => name.startsWith('gatehouse-run-'))
      writeFileSync(join(temporary, ofThisRun, 'crash.dmp'), Buffer.from(`.${password}`, 'utf16le'))
      writeFileSync(join(run.client.home, 'config', `${code}.txt`), '')
      await run.server.say(`a line with ${code} in it`)
      writeFileSync(join(run.own.folder, 'tmp', 'part.bin'), Buffer.from(`xy${password}`).toString('base64'))
      expect(await run.end()).toEqual([])

      const opened = await openStore(run.own.database)
      const insert = (text: string) => opened.database.execute(`insert into pgboss.job (name, data) values ('code-messages', '{"text":"${text}"}')`)
      await insert(password)
      await insert(deleted)
      await opened.database.execute(`delete from pgboss.job where data::text like '%${deleted}%'`)
      await opened.close()

      const traces = await run.traces()
      const found = findSecrets(traces, [password, code])
      expect(found).toEqual(expect.arrayContaining([
        "the client's output holds a code of 8 digits as UTF-8",
        `while it ran, the client's home: tmp/${ofThisRun}/crash.dmp holds a password of 21 characters as UTF-16`,
        "the client's home: the names in it holds a code of 8 digits as UTF-8",
        "the server's output holds a code of 8 digits as UTF-8",
        "while it ran, the server's folder: tmp/part.bin holds a password of 21 characters as base64 of UTF-8",
        "the server's folder: tmp/part.bin holds a password of 21 characters as base64 of UTF-8",
        'the tables holds a password of 21 characters as UTF-8',
      ]))
      // In the table's file and in the write-ahead log, and there even what was deleted.
      const files = store === 'PGlite' ? "the server's folder: data/pglite/" : "PostgreSQL's folder: data/"
      for (const text of [password, deleted]) {
        const where = findSecrets(traces, [text]).filter((line) => line.startsWith(files))
        expect(where.some((line) => line.startsWith(`${files}base/`)), 'in a table').toBe(true)
        expect(where.some((line) => line.startsWith(`${files}pg_wal/`)), 'in the log').toBe(true)
      }
      expect(findSecrets(traces, [deleted]).some((line) => line.startsWith('the tables'))).toBe(false)
    } finally {
      await run.remove()
    }
  })
}

test('an error in the page, a complaint of it and a violation of its content policy are heard', async ({ machine }) => {
  const run = await startRun(machine, usual)
  try {
    await (await run.page()).evaluate(() => {
      document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }))
      console.error('a complaint')
      queueMicrotask(() => { throw new Error('an error') })
    })
    await expect.poll(run.client.faults).toEqual(expect.arrayContaining([
      'console.error: a complaint',
      'error in the page: an error',
      expect.stringContaining('console.error: securitypolicyviolation style-src'),
      expect.stringContaining('content-policy-violated'),
    ]))
  } finally {
    await run.end()
    await run.remove()
  }
})
