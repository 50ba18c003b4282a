import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from './open.ts'

describe('the embedded database', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-pglite-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('keeps what was saved when its process is killed, and opens again', async () => {
    const script = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))}
      const { database } = await openStore({ folder: ${JSON.stringify(join(folder, 'data'))} })
      await database.execute("insert into recoveries values ('4a4d1c5e-7b43-4c8e-9c59-111111111111', 'hash', 1, '{}', now(), now())")
      process.kill(process.pid, 'SIGKILL')`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: 'inherit' })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])

    const store = await openStore({ folder: join(folder, 'data') })
    expect((await store.database.execute('select token_hash from recoveries')).rows).toEqual([{ token_hash: 'hash' }])
    await expect(openStore({ folder: join(folder, 'data') })).rejects.toMatchObject({ kind: 'in-use' })
    await store.close()
    await store.close()
    await expect(store.check()).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it('lets nobody else into its folders', () => {
    for (const path of ['data', 'data/pglite']) expect(statSync(join(folder, path)).mode & 0o077).toBe(0)
  })

  it('lets nobody else into folders that were there and open to everybody', async () => {
    const wide = join(folder, 'wide')
    mkdirSync(join(wide, 'pglite'), { recursive: true })
    for (const path of [wide, join(wide, 'pglite')]) chmodSync(path, 0o777)
    await (await openStore({ folder: wide })).close()
    for (const path of [wide, join(wide, 'pglite')]) expect(statSync(path).mode & 0o777).toBe(0o700)
  })

  it('says so when its folder cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    await expect(openStore({ folder: join(folder, 'a-file') })).rejects.toMatchObject({ kind: 'folder-not-writable' })
  })
})
