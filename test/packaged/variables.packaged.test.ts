import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Display, startDisplay } from '../../scripts/setup/display.mjs'
import { withPeer } from '../peers/needs.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { whyNot } from './package-once.ts'
import { type SmallServer, startSmallServer } from './server.ts'
import { type Shown, shownOn } from './shown.ts'

withPeer('[S-02 F-28] the packaged client, started with variables', whyNot(), () => {
  const open = mkdtempSync('/tmp/gatehouse-open-')
  chmodSync(open, 0o777)
  const mark = (name: string) => join(open, name)
  const script = join(open, 'script.js')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark('ran'))}, '')`, { mode: 0o644 })
  const variables = {
    ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}`, NODE_EXTRA_CA_CERTS: script, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_PATH: open,
    NODE_V8_COVERAGE: mark('coverage'), SSLKEYLOGFILE: mark('keys'), ELECTRON_OVERRIDE_DIST_PATH: open, ELECTRON_NO_ASAR: '1',
  }
  let display: Display
  let shown: Shown
  let server: SmallServer
  let client: PackagedClient
  beforeAll(async () => {
    display = await startDisplay()
    shown = await shownOn(display.env)
    server = await startSmallServer()
    client = await startPackagedClient({ settings: { server: server.url, language: 'en' }, caFile: server.caFile, variables, display: display.env })
  })
  afterAll(async () => {
    await client.remove()
    await server.stop()
    await shown.stop()
    await display.stop()
    rmSync(open, { recursive: true })
  })

  test('[S-02 F-28] it starts as ever, reaches its server, and does nothing of what they say', async () => {
    await client.untilScreen('Problems logging in?')
    await client.type('CORP\\grace')
    await client.key('Return')
    await client.untilScreen('Enter the code')
    expect(['ran', 'coverage', 'keys'].filter((name) => existsSync(mark(name)))).toEqual([])
    expect(client.ports()).toEqual([])
    expect(shown.windows()).toHaveLength(1)
  })

  test('[S-02 F-28] whoever tried is on the record, by the names of the variables and without what was in them', async () => {
    const found = () => client.log().find((one) => one.includes('variables-forgotten'))
    // The log is written once the first screen has been drawn: nobody waits for it.
    await expect.poll(found).toBeDefined()
    const line = found() ?? ''
    for (const name of Object.keys(variables)) expect(line).toContain(name)
    expect(line).not.toContain(open)
  })

  test('[S-02 F-28] it is no Node, whatever it is given to run', async () => {
    const node = await startPackagedClient({ settings: undefined, args: [script], variables: { ELECTRON_RUN_AS_NODE: '1' }, display: display.env })
    expect(await node.ended).toBe(3)
    await node.remove()
    expect(existsSync(mark('ran'))).toBe(false)
  })

  test('[S-02 F-28] with a module for a console of Node it does not start: Node itself says so, before anything of ours runs', async () => {
    const asked = await startPackagedClient({ settings: undefined, variables: { NODE_REPL_EXTERNAL_MODULE: script }, display: display.env })
    expect(await asked.ended).toBe(9)
    expect(asked.output()).toContain("NODE_REPL_EXTERNAL_MODULE can't be used")
    await asked.remove()
    expect(existsSync(mark('ran'))).toBe(false)
  })

  test('[S-02 F-28] a signal opens no debugger', async () => {
    process.kill(client.pid, 'SIGUSR1')
    expect(await client.ended).toBe('SIGUSR1')
    expect(client.output()).not.toMatch(/listening on/i)
  })
})
