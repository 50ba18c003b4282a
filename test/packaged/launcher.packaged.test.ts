import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newSigner, proofOf, thumbprintOf, ticketOf, type Signer } from '../../client/device-proof.ts'
import de from '../../src-renderer/languages/de.json' with { type: 'json' }
import en from '../../src-renderer/languages/en.json' with { type: 'json' }
import { ranAgainst } from '../peers/journal.ts'
import { withPeer } from '../peers/needs.ts'
import { standInLauncher, type StandInLauncher } from '../world/launcher.ts'
import { findSecrets } from '../world/traces.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { remembers } from './memory.ts'
import { packagedPeer, whyNot } from './package-once.ts'
import { rowsWith, shareOf } from './picture.ts'
import { type SmallServer, startSmallServer } from './server.ts'

const PASSWORD = 'Kettle-meadow-and-57-bridges'
/** With more contrast (styles/tokens.css): the ground, and the button that goes on, with its height in pixels. */
const BLACK = [0, 0, 0] as const
const YELLOW = [255, 241, 0] as const
const BUTTON = 40
/** What the launcher hands over for a key that lives in this process. */
type Ephemeral = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string }

withPeer('[F-01 F-28] the packaged client under a launcher', whyNot(), () => {
  let server: SmallServer
  let folder: string
  let launcher: StandInLauncher
  let client: PackagedClient
  /** The machine's key, which the launcher alone has; and as what the server knows it. */
  let machine: Signer
  let device = ''
  let tickets = 0

  beforeAll(async () => {
    machine = await newSigner()
    server = await startSmallServer({ devices: true })
    ranAgainst(import.meta.filename, await packagedPeer())
  })
  afterAll(() => server.stop())
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-launcher-'))
    launcher = standInLauncher(folder)
  })
  afterEach(async () => {
    await client.remove()
    launcher.hangUp()
    rmSync(folder, { recursive: true })
    expect(launcher.faults()).toEqual([])
  })

  async function start(first?: object | string): Promise<void> {
    if (first !== undefined) launcher.say(first)
    // No settings but what is handed over.
    client = await startPackagedClient({ settings: undefined, caFile: server.caFile, args: ['--kiosk'], pipes: launcher.pipes })
    launcher.handedOn()
  }
  const handOver = (more: object = {}, policy: object = {}) => ({ version: 1, policy: { Server: server.url, ...policy }, machine: { Helpdesk: '4357' }, ...more })
  const words = () => launcher.said().map(({ said }) => said)

  async function enrolled(): Promise<{ id: string; ticket: string; key: Ephemeral }> {
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    const { x = '', y = '', d = '' } = await crypto.subtle.exportKey('jwk', privateKey)
    const key = { kty: 'EC', crv: 'P-256', x, y, d } as const
    tickets += 1
    return { id: device, ticket: await ticketOf(device, { aud: server.url, jkt: await thumbprintOf({ kty: 'EC', crv: 'P-256', x, y }), seq: tickets }, machine), key }
  }
  /** The kinds of process in whose memory something is found now. */
  const holders = (secrets: readonly string[]) => [...new Set(client.processes().filter((one) => remembers(one, secrets)).map(({ kind }) => kind))]
  const nothingRuns = () => expect.poll(() => client.processes().map(({ command }) => command)).toEqual([])
  /** Nothing of it runs, and it has left no folder of its run. */
  async function isGone(): Promise<void> {
    await nothingRuns()
    expect(readdirSync(join(client.home, 'tmp')).filter((name) => name.startsWith('gatehouse-run-'))).toEqual([])
  }

  test('[S-06 S-07] a machine that no server knows enrols itself: the launcher makes the one proof, and hears as what', async () => {
    await start(handOver({ device: { key: machine.key }, languages: ['en'] }, { EnrolmentCode: server.code }))
    await launcher.untilSaid('ready')
    const { nonce } = await launcher.untilSaid('prove')
    launcher.say({ proof: await proofOf({ method: 'POST', url: `${server.url}/v1/devices`, nonce }, machine) })
    device = (await launcher.untilSaid('enrolled')).device
    // At this start it is no device yet, and nobody begins elsewhere: the way back is the only one.
    await client.untilScreen(en['identify.title'])
    await client.type('grace')
    await client.key('Return')
    await client.untilScreen(en['problem.not-set-up.title'])
    await client.key('Return')
    expect(await client.ended).toBe(0)
    expect(words().at(-1)).toBe('cancelled')
    expect(findSecrets([...client.files(), { where: 'what it wrote', bytes: Buffer.from(client.output()) }], [server.code])).toEqual([])
    await isGone()
  })

  test('[S-06 S-04 F-01] somebody gets back in with what was handed over: server, name, language, layout, contrast, size and the machine’s ticket; nothing of it is left', async () => {
    const handed = await enrolled()
    const before = server.smtp.messages().at(-1)
    await start(handOver({ selectedUser: 'grace', languages: ['de-AT', 'en'], layout: '00000407', contrast: true, scale: 150, device: handed }))
    await client.untilScreen(de['identify.title'])
    await launcher.untilSaid('ready')
    const seen = await client.picture()
    expect({ ground: shareOf(seen, BLACK) > 0.9, button: rowsWith(seen, YELLOW, 60) }).toEqual({ ground: true, button: BUTTON * 1.5 })
    // The ticket waits there for the first question to the server; no other process ever needs to have it or its key.
    expect(holders([handed.ticket, handed.key.d])).toEqual(['main'])
    await client.key('Return')
    await client.untilScreen(de['code.title'])
    const code = (await server.smtp.next({ to: 'grace@home.example', after: before, withCode: true })).code()
    await client.type(code)
    await client.untilScreen(de['choice.title'])
    await client.key('Return')
    await client.untilScreen(de['password.title'])
    await client.type(PASSWORD)
    await client.key('Return')
    await client.type(PASSWORD)
    await client.key('Return')
    await client.untilScreen(de['done.title.set-password'])
    await launcher.untilSaid('alive')
    await client.key('Return')
    expect(await client.ended).toBe(0)
    expect(words().filter((word) => word !== 'event' && word !== 'alive')).toEqual(['ready', 'done'])
    const left = [...client.files(), { where: 'what it wrote', bytes: Buffer.from(client.output()) }, { where: 'what the launcher heard', bytes: Buffer.from(JSON.stringify(launcher.said())) }]
    expect(findSecrets(left, [handed.key.d, handed.ticket, code, PASSWORD])).toEqual([])
    await isGone()
  })

  test('[S-04 F-28] the launcher goes in the middle of a recovery: the client wipes and goes, and nothing is left', async () => {
    const handed = await enrolled()
    await start(handOver({ selectedUser: 'heidi', languages: ['en'], device: handed }))
    await client.untilScreen(en['identify.title'])
    await client.key('Return')
    await client.untilScreen(en['code.title'])
    launcher.hangUp()
    expect(await client.ended).toBe(7)
    expect(client.log().at(-1)).toMatch(/warn launcher-gone$/u)
    expect(findSecrets(client.files(), [handed.key.d, handed.ticket])).toEqual([])
    await isGone()
  })

  test('[S-02] what says something that no launcher says is none any more', async () => {
    await start(handOver({ languages: ['en'] }))
    await launcher.untilSaid('ready')
    launcher.say({ run: 'cmd.exe' })
    expect(await client.ended).toBe(7)
    await isGone()
  })

  test('a launcher that reads nothing keeps the client neither from showing its screens nor from ending', async () => {
    launcher.stopReading()
    await start(handOver({ languages: ['en'] }))
    await client.untilScreen(en['identify.title'])
    await client.key('Escape')
    expect(await client.ended).toBe(0)
    await isGone()
  })

  test('[F-28] a page that crashes is replaced, and one that crashes again and again is left for the sign-in screen: the launcher hears both', async () => {
    await start(handOver({ languages: ['en'] }))
    await launcher.untilSaid('ready')
    const pages = () => client.processes().filter(({ kind }) => kind === 'renderer').map(({ pid }) => pid)
    for (let times = 0; client.isRunning() && times < 5; times += 1) {
      const [page] = pages()
      if (page !== undefined) process.kill(page, 'SIGKILL')
      await expect.poll(() => !client.isRunning() || pages().some((pid) => pid !== page)).toBe(true)
    }
    expect(await client.ended).toBe(4)
    expect(words().at(-1)).toBe('cancelled')
    expect(launcher.said()).toContainEqual({ said: 'event', event: 3, text: 'warn page-lost why="crashed"' })
    await isGone()
  })

  describe('[S-02] without a hand-over that it understands it ends at once, with a code and a line in its log', () => {
    test.each<[what: string, first: string | undefined, why: RegExp]>([
      ['no JSON', 'hello', /what was handed over is not JSON/u],
      ['another version', '{"version":2,"policy":{},"machine":{}}', /is of version 2/u],
      ['something beside', '{"version":1,"policy":{},"machine":{},"args":["--inspect"]}', /is wrong at args/u],
      ['more than 64 KiB', undefined, /longer than 65536 bytes/u],
      ['nothing in time', undefined, /nothing was handed over within two seconds/u],
    ])('[S-02] %s', async (what, first, why) => {
      await start(first)
      if (what === 'more than 64 KiB') for (let pieces = 0; pieces < 17; pieces += 1) while (!launcher.write('x'.repeat(4096))) await pause(20)
      expect(await client.ended).toBe(6)
      expect(client.log()).toEqual([expect.stringMatching(new RegExp(`Z error hand-over-wrong why=.*${why.source}`, 'u'))])
      expect(words()).toEqual([])
      await nothingRuns()
    })
    test('[S-02] no pipe at all', async () => {
      client = await startPackagedClient({ settings: { server: server.url }, caFile: server.caFile, args: ['--kiosk'] })
      expect(await client.ended).toBe(6)
      expect(client.log()).toEqual([expect.stringMatching(/standard input is no pipe/u)])
      await nothingRuns()
    })
  })
})
