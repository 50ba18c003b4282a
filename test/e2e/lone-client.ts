import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { Result } from '@gatehouse/contract'
import { startDisplay } from '../../scripts/setup/display.mjs'
import { type CertificateMaker, rightCertificate } from '../peers/hostile/certificates.ts'
import { rightAnswer } from '../peers/hostile/right-answer.ts'
import { type Hostile, startHostile } from '../peers/hostile/server.ts'
import { ranAgainst } from '../peers/journal.ts'
import { opensslMissing } from '../peers/smtp/certificates.ts'
import { type ClientSettings, type HandedClient, handOverClient, openClient, type OpenClient, prepareClient } from '../world/client.ts'
import { processesLeft } from '../world/processes.ts'
import { trustAuthority } from '../world/trust.ts'
import { builtClient, root } from './build-once.ts'
import { clientLog, faultsIn, hearFaults } from './faults.ts'

export { expect } from '@playwright/test'

/** The real client, with nobody behind it but who wishes it ill. It trusts the authority of `certificates`. */
export type LoneClient = OpenClient & {
  /** Asks for what a screen needs, as the first screen does. @returns the problem's code, or `ok` */
  ask: () => Promise<string>
  /** The same, with Chromium's word for it, as the log has it. */
  askWhy: () => Promise<{ code: string; word: string | undefined }>
  /** What the page shows. */
  text: () => Promise<string>
  log: () => string
  /** Ends it as a person would. @returns what was wrong with it: bugs, lost pages, processes that are left */
  end: () => Promise<string[]>
}

type Opening = (settings: Omit<ClientSettings, 'server'> & { server?: string }, variables?: Record<string, string>) => Promise<LoneClient>

type Shared = { handed: HandedClient; display: { DISPLAY: string; XAUTHORITY: string }; certificates: CertificateMaker; folder: string }

export const test = base.extend<{ hostile: Hostile; open: Opening }, { shared: Shared }>({
  shared: [async ({}, use) => {
    const missing = opensslMissing()
    if (missing !== undefined) throw new Error(missing)
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-lone-'))
    const [handed, display, certificates] = await Promise.all([handOverClient(root, builtClient()), startDisplay(), rightCertificate(folder)])
    await use({ handed, display: display.env, certificates, folder })
    handed.clean()
    await display.stop()
    rmSync(folder, { recursive: true, force: true })
  }, { scope: 'worker', timeout: 180_000 }],

  hostile: async ({ shared }, use) => {
    const hostile = await startHostile(await shared.certificates.shown('right'))
    hostile.behave(rightAnswer())
    await use(hostile)
    await hostile.stop()
  },

  open: async ({ shared, hostile }, use, testInfo) => {
    ranAgainst(testInfo.file, `Electron ${shared.handed.electronVersion}`)
    const opened: LoneClient[] = []
    await use(async (settings, variables) => {
      const client = await lone(shared, { server: `https://127.0.0.1:${hostile.port}`, ...settings }, variables)
      opened.push(client)
      return client
    })
    const wrong = (await Promise.all(opened.map((client) => client.end()))).flat()
    base.expect.soft(wrong, 'what the clients complained of').toEqual([])
  },
})

async function lone({ handed, display, certificates }: Shared, settings: ClientSettings, variables?: Record<string, string>): Promise<LoneClient> {
  const prepared = await prepareClient({ root, handed, display, settings: { helpdesk: '4357', company: 'Contoso', language: 'en', ...settings }, ...(variables && { variables }) })
  const { home } = prepared
  await trustAuthority(home, certificates.at('authority.pem'))
  const opened = await openClient(prepared)
  const program = opened.app.process()
  const faults = hearFaults(opened.app)
  return {
    ...opened,
    ask: async () => codeOf(await (await opened.page()).evaluate(() => window.gatehouse.about({}))),
    async askWhy() {
      const result = await (await opened.page()).evaluate(() => window.gatehouse.about({}))
      if (result.ok) return { code: 'ok', word: undefined }
      const line = new RegExp(`correlation="${result.problem.correlation}" detail="(\\w+)"`, 'u')
      await base.expect.poll(() => clientLog(home), 'a line in the log').toMatch(line)
      return { code: result.problem.code, word: line.exec(clientLog(home))?.[1] }
    },
    text: async () => (await opened.page()).evaluate(() => document.body.innerText),
    log: () => clientLog(home),
    async end() {
      if (program.exitCode === null) await opened.close()
      const left = await processesLeft(home)
      const found = [...faults(), ...faultsIn(clientLog(home)), ...left.map((pid) => `process ${pid} is left`), ...(program.exitCode === 0 ? [] : ['it did not end well'])]
      rmSync(home, { recursive: true, force: true })
      return found
    },
  }
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code)

/** Lets our own time limit of 15 seconds pass in a third of one. */
export const hurry = ({ app }: OpenClient): Promise<void> => app.evaluate(() => {
  const real = globalThis.setTimeout
  const sooner = (act: () => void, milliseconds?: number, ...more: never[]) => real(act, milliseconds === 15_000 ? 300 : milliseconds, ...more)
  Object.assign(globalThis, { setTimeout: Object.assign(sooner, real) })
})

/** Takes a picture of what is on the screen, to be looked at. */
export async function picture(client: OpenClient, name: string): Promise<void> {
  await (await client.page()).screenshot({ path: join(root, 'out/end-to-end/pictures', `${name}.png`) })
}
