import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../peers/journal.ts'
import { withPeer } from '../peers/needs.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { packagedPeer, root, whyNot } from './package-once.ts'
import { differenceOf, pngOf } from './picture.ts'
import { type SmallServer, startSmallServer } from './server.ts'
import { startUnpackagedClient } from './unpackaged.ts'

/** Of 1280 by 800 pixels: a caret of 2 by 24 in each of two pictures. */
const CARET = 96 / (1280 * 800)

withPeer('the packaged client', whyNot(), () => {
  let server: SmallServer
  let client: PackagedClient
  const settings = () => ({ server: server.url, helpdesk: '4357', company: 'Contoso', language: 'en' })
  beforeAll(async () => {
    server = await startSmallServer()
    client = await startPackagedClient({ settings: settings(), caFile: server.caFile })
    await client.untilScreen('Problems logging in?')
    ranAgainst(import.meta.filename, await packagedPeer())
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

  test('[F-28] its first screen is that of the unpackaged client, to the pixel but for the caret', async () => {
    const other = await startUnpackagedClient(settings(), server.caFile)
    try {
      const compare = async () => {
        const [packaged, unpackaged] = await Promise.all([client.picture(), other.picture()])
        return { packaged, unpackaged, differs: differenceOf(packaged, unpackaged, 8) }
      }
      let seen = await compare()
      // Both arrive by themselves, and say when they have reached the server.
      for (let tries = 0; seen.differs > CARET && tries < 60; tries++) {
        await pause(250)
        seen = await compare()
      }
      if (seen.differs > CARET) for (const name of ['packaged', 'unpackaged'] as const) writeFileSync(join(root, `out/first-screen-${name}.png`), pngOf(seen[name]))
      expect(seen.differs, 'out/first-screen-*.png').toBeLessThanOrEqual(CARET)
      // A few letters are more than that.
      await other.type('grace')
      await expect.poll(async () => (await compare()).differs).toBeGreaterThan(CARET)
    } finally {
      await other.stop()
    }
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
