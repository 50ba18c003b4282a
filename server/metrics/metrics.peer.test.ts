import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { putEmptyDatabase } from '../../test/world/empty-database.ts'
import { type Running, running } from '../server.scenario.ts'
import type { Store } from '../store/database.ts'
import { openStore } from '../store/open.ts'

const found = spawnSync('promtool', ['--version'], { encoding: 'utf8' })
const missing = found.error ? 'needs packages: apt-get install --no-install-recommends prometheus' : undefined

withPeer('Prometheus', missing, () => {
  let folder: string
  let store: Store
  let server: Running
  beforeAll(async () => {
    ranAgainst(import.meta.url, `Prometheus ${/version (\S+)/u.exec(found.stdout)?.[1] ?? 'unknown'}`)
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-metrics-'))
    await putEmptyDatabase(folder)
    store = await openStore({ folder })
    server = await running(store, { internal: { host: '127.0.0.1', port: 0 } })
  })
  afterAll(async () => {
    await server.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const ask = async (path: string) => {
    const answer = await fetch(`${server.internalUrl}${path}`)
    return { status: answer.status, text: await answer.text() }
  }

  it('reads the numbers of a server without a complaint, and finds a whole recovery in them', async () => {
    const { token, view } = await server.proven('ada')
    await server.call('choose', token, { stepToken: view.stepToken, choice: 'unlock' })
    await fetch(`${server.url}/something?that=somebody-typed`)
    const { text } = await ask('/metrics')
    execFileSync('promtool', ['check', 'metrics'], { input: text })
    expect(text).toMatch(/^gatehouse_outcomes_total\{choice="unlock",outcome="done"\} 1$/mu)
    expect(text).toMatch(/^gatehouse_operation_seconds_count\{operation="begin",status="200"\} 1$/mu)
    expect(text).toMatch(/^gatehouse_operation_seconds_count\{operation="none",status="404"\} 1$/mu)
    expect(text).toMatch(/^gatehouse_queue_waiting\{queue="code-messages"\} \d+$/mu)
    expect(text).toMatch(/^gatehouse_directory_seconds_count\{call="unlock",result="ok"\} 1$/mu)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/mu)
    expect(text).not.toMatch(/ada|somebody-typed|@/u)
  })

  it('refuses what is broken: promtool can tell', () => {
    expect(spawnSync('promtool', ['check', 'metrics'], { input: 'a_total{b="c} 1\n' }).status).not.toBe(0)
  })

  it('has alerts that it can read, on numbers that there are', async () => {
    const rules = join(import.meta.dirname, '../../deploy/prometheus/gatehouse.rules.yml')
    const said = execFileSync('promtool', ['check', 'rules', rules], { encoding: 'utf8' })
    expect(said).toMatch(/SUCCESS: \d+ rules found/u)
    const named = new Set(execFileSync('grep', ['-oE', 'gatehouse_[a-z_]+', rules], { encoding: 'utf8' }).trim().split('\n'))
    const { text } = await ask('/metrics')
    for (const name of named) expect(text).toContain(`# TYPE ${name.replace(/_(?:count|bucket)$/u, '')} `)
  })

  it('finds nothing of it on the public listener, where health says no more than yes or no', async () => {
    for (const path of ['/metrics', '/v1/health/details']) expect((await fetch(`${server.url}${path}`)).status).toBe(404)
    expect(await (await fetch(`${server.url}/v1/health`)).json()).toEqual({ status: 'ready' })
    expect(JSON.parse((await ask('/v1/health/details')).text)).toMatchObject({ status: 'ready', parts: { store: 'up', directory: 'up', mail: 'down' } })
    expect((await ask('/v1/about')).status).toBe(404)
    expect((await ask('/v1/health/live')).status).toBe(200)
  })
})
