import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { clientCommand } from '../../scripts/setup/client-command.mjs'
import { ensureElectron } from '../../scripts/setup/electron.mjs'
import { handOver } from '../../scripts/setup/hand-over.mjs'
import { ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'

/** The settings of a client, as the machine file has them. */
export type ClientSettings = { server: string; helpdesk?: string; company?: string; language?: string; selectedUser?: string; domain?: string; site?: string; enrolmentCode?: string; proxy?: object | string; pins?: readonly (string | undefined)[] }

/** A built client and an Electron, where an ordinary user can read them and nobody can change them. */
export type HandedClient = {
  folder: string
  electron: string
  app: string
  electronVersion: string
  clean: () => void
}

/** @param app the folder of the built client */
export async function handOverClient(root: string, app = join(root, 'out/client')): Promise<HandedClient> {
  const electron = await ensureElectron(root, () => {})
  return { ...handOver({ electron: electron.folder, app }), electronVersion: electron.version }
}

export type PreparedClient = {
  /** Starts the client as an ordinary user, sandbox on; its arguments follow. */
  executable: string
  /** The home of that user: everything that the client writes is below it. */
  home: string
  electronVersion: string
  clean: () => void
}

type Parts = {
  root: string
  settings: ClientSettings
  display: { DISPLAY?: string | undefined; XAUTHORITY?: string | undefined }
  /** One for several homes, which then go with it; without it a new one. */
  handed?: HandedClient
  /** A name server in place of the system's, `127.0.0.1:5353`. */
  dns?: string | undefined
  /** Of its environment, besides: where its credential store is. */
  variables?: Readonly<Record<string, string>> | undefined
}

/** Gives a client its settings and a fresh home. */
export async function prepareClient({ root, settings, display, handed: given, dns, variables }: Parts): Promise<PreparedClient> {
  const handed = given ?? (await handOverClient(root))
  const folder = mkdtempSync(join(handed.folder, 'settings-'))
  const file = join(folder, 'client.json')
  writeFileSync(file, JSON.stringify(settings))
  chmodSync(folder, 0o755)
  chmodSync(file, 0o644)
  const { executable, home } = clientCommand({
    handed, user: await ordinaryUser(), display, variables: { GATEHOUSE_CONFIG: file, ...(dns !== undefined && { GATEHOUSE_DNS: dns }), ...variables },
  })
  return { executable, home, electronVersion: handed.electronVersion, clean: given ? () => {} : handed.clean }
}

export type OpenClient = {
  app: ElectronApplication
  /** The page that is on the screen now: each recovery gets a new one. */
  page: () => Promise<Page>
  close: () => Promise<void>
}

/** Starts the client under Playwright's hands. */
export async function openClient({ executable }: PreparedClient, args: readonly string[] = ['--window']): Promise<OpenClient> {
  // Without `chromiumSandbox` Playwright would switch the sandbox off by itself.
  const app = await _electron.launch({ executablePath: executable, args: [...args], chromiumSandbox: true, timeout: 60_000 })
  return {
    app,
    page: async () => app.windows().findLast((page) => !page.isClosed()) ?? (await app.waitForEvent('window')),
    close: () => app.close(),
  }
}
