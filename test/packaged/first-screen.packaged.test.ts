import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../peers/journal.ts'
import { withPeer } from '../peers/needs.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { whyNot } from './package-once.ts'
import { type SmallServer, startSmallServer } from './server.ts'

withPeer('the packaged client', whyNot(), () => {
  let server: SmallServer
  let client: PackagedClient
  beforeAll(async () => {
    server = await startSmallServer()
    client = await startPackagedClient({ settings: { server: server.url, helpdesk: '4357', company: 'Contoso', language: 'en' }, caFile: server.caFile })
    await client.untilScreen('Problems logging in?')
    ranAgainst(import.meta.filename, `the packaged client, ${/electron="([^"]+)"/.exec(client.log().join())?.[1] ?? ''}`)
  })
  afterAll(async () => {
    await client.remove()
    await server.stop()
  })

  test('[S-01 F-28] its page runs in the sandbox, all of it as an ordinary user without any right', () => {
    const all = client.processes()
    expect(all.find(({ pid }) => pid === client.pid)?.kind).toBe('main')
    const pages = all.filter(({ kind }) => kind === 'renderer')
    expect(pages.map(({ seccomp, noNewPrivileges }) => ({ seccomp, noNewPrivileges }))).toEqual([{ seccomp: '2', noNewPrivileges: '1' }])
    for (const { users, command } of all) expect(users, command).not.toMatch(/\b0\b/)
    // What sets up the sandbox of the others has rights in its own namespace of users, and none in the machine's.
    for (const { capabilities, command } of all.filter(({ kind }) => kind !== 'zygote')) expect(Number.parseInt(capabilities, 16), command).toBe(0)
  })

  test('[S-01 F-28] it has one window, over the whole display, and listens nowhere', async () => {
    const windows = await client.windows()
    expect(windows.map(({ title, pid }) => ({ title, pid }))).toEqual([{ title: 'Problems logging in?', pid: client.pid }])
    // One less is Chromium's way to be spared by managers of windows that take such a window for a full-screen one.
    expect(windows[0]?.place).toMatch(/^(1280x800|1279x799)\+0\+0$/)
    expect(client.ports()).toEqual([])
  })

  test('it takes keys as they come from a keyboard, and asks the server', async () => {
    await client.type('CORP\\grace')
    await client.key('Return')
    await client.untilScreen('Enter the code')
  })

  test('it ends when it is told to, and leaves nobody behind', async () => {
    expect(await client.end()).toBe(0)
    expect(client.processes()).toEqual([])
  })
})
