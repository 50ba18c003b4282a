import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../peers/journal.ts'
import { withPeer } from '../peers/needs.ts'
import { makeCertificates } from '../peers/smtp/certificates.ts'
import { findSecrets } from '../world/traces.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { remembers } from './memory.ts'
import { packagedPeer, whyNot } from './package-once.ts'
import { type SmallServer, startSmallServer } from './server.ts'
import { type Tapped, tapped } from './tapped.ts'

const PASSWORD = 'Kettle-meadow-and-57-bridges'

withPeer('what a recovery leaves behind', whyNot(), () => {
  let server: SmallServer
  let tap: Tapped
  let folder: string
  let caFile: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-traces-'))
    const certificates = await makeCertificates(folder)
    server = await startSmallServer()
    caFile = certificates.caFile
    tap = await tapped(server.url, server.caFile, certificates.right)
    ranAgainst(import.meta.filename, await packagedPeer())
  })
  afterAll(async () => {
    await tap.stop()
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  const start = (mode: 'kiosk' | 'window') => startPackagedClient({ settings: { server: tap.url, helpdesk: '4357', language: 'en', mode }, caFile })

  /** With the keyboard alone. @returns the code that was entered */
  async function toThePassword(client: PackagedClient): Promise<string> {
    const before = server.smtp.messages().at(-1)
    await client.untilScreen('Problems logging in?')
    await client.type('grace')
    await client.key('Return')
    await client.untilScreen('Enter the code')
    const code = (await server.smtp.next({ to: 'grace@home.example', after: before, withCode: true })).code()
    await client.type(code)
    await client.untilScreen('What would you like to do?')
    await client.key('Return')
    await client.untilScreen('Set a new password')
    await client.type(PASSWORD)
    return code
  }

  /** To the last screen. @returns everything of it that nobody may find afterwards */
  async function recovers(client: PackagedClient): Promise<string[]> {
    const code = await toThePassword(client)
    await client.key('Return')
    await client.type(PASSWORD)
    await client.key('Return')
    await client.untilScreen('Your new password works')
    return [code, PASSWORD, ...tap.tokens()]
  }

  /** In the memory of which kinds of process, and in which files, something is found now. */
  const holders = (client: PackagedClient, secrets: readonly string[]) => ({
    processes: [...new Set(client.processes().filter((one) => remembers(one, secrets)).map(({ kind }) => kind))].toSorted(),
    files: findSecrets(client.files(), secrets),
  })

  test('[S-04 F-28] at the sign-in screen nothing: the program ends, and its memory with it; no file ever held a code, a password or a token', async () => {
    const client = await start('kiosk')
    try {
      const secrets = await recovers(client)
      expect(secrets.length).toBeGreaterThan(2)
      // The search finds what is there: the program still runs.
      const { processes, files } = holders(client, secrets)
      expect(processes).toEqual(expect.arrayContaining(['main', 'renderer']))
      expect(files).toEqual([])
      await client.key('Return')
      expect(await client.ended).toBe(0)
      await expect.poll(client.processes).toEqual([])
      expect(findSecrets(client.files(), secrets)).toEqual([])
      expect(findSecrets([{ where: 'what it wrote', bytes: Buffer.from(client.output()) }], secrets)).toEqual([])
    } finally {
      await client.remove()
    }
  })

  test('[S-04] in a window, nothing that the next page reaches: whoever draws it never held anything', async () => {
    const client = await start('window')
    try {
      const secrets = await recovers(client)
      await client.key('Return')
      await client.untilScreen('Problems logging in?')
      const found = holders(client, secrets)
      // What docs/security.md says of the others: they run on, and nobody can make such a program forget.
      expect(found.processes.filter((kind) => kind !== 'main' && kind !== 'utility')).toEqual([])
      expect(found.files).toEqual([])
    } finally {
      await client.remove()
    }
  })

  test('[S-04 F-28] a program that crashes with a password on its screen leaves no file with any of it', async () => {
    const client = await start('kiosk')
    try {
      const secrets = [await toThePassword(client), PASSWORD, ...tap.tokens()]
      for (const { pid } of client.processes().filter(({ kind }) => kind === 'renderer' || kind === 'main')) process.kill(pid, 'SIGSEGV')
      await client.ended
      await expect.poll(client.processes).toEqual([])
      expect(findSecrets(client.files(), secrets)).toEqual([])
    } finally {
      await client.remove()
    }
  })
})
