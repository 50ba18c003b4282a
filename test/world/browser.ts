import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { wrapper } from '../../scripts/setup/client-command.mjs'
import { asUser, ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'
import { trustAuthority } from './trust.ts'

/** Debian's. */
const CHROMIUM = '/usr/bin/chromium'

/** @returns why there is no browser here, fit to stand after "skipped: "; undefined: there is one */
export const noBrowser = (): string | undefined =>
  existsSync(CHROMIUM) ? undefined : 'needs packages: apt-get install --no-install-recommends chromium'

/** A Chromium of an ordinary user, its sandbox on, with a fresh home. */
export type OpenBrowser = {
  browser: Browser
  /** Everything that it writes is below it. */
  home: string
  close: () => Promise<void>
  remove: () => void
}

// Without these it looks for its makers, whom a closed network does not let it reach.
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

type Different = { caFile?: string; args?: readonly string[]; variables?: Readonly<Record<string, string>> }

/**
 * @param caFile PEM of an authority that this browser trusts, beside those that every browser does
 * @param args further switches @param variables of its environment, which else has none but its folders
 */
export async function openBrowser({ caFile, args = [], variables = {} }: Different = {}): Promise<OpenBrowser> {
  const user = await ordinaryUser()
  // Not os.tmpdir(): root's own may be closed to others.
  const folder = mkdtempSync('/tmp/gatehouse-browser-')
  chmodSync(folder, 0o755)
  const home = mkdtempSync(join(folder, 'home-'))
  if (!user.isCurrent) chownSync(home, user.uid, user.gid)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    if (caFile !== undefined) await trustAuthority(home, caFile)
    const executable = join(folder, 'chromium.sh')
    const script = wrapper({ HOME: home, TMPDIR: home, PATH: '/usr/local/bin:/usr/bin:/bin', ...variables }, [], asUser(user, [CHROMIUM]), home)
    // The last word counts: the profile that Playwright makes belongs to root.
    writeFileSync(executable, script.replace('"$@"\n', `"$@" --user-data-dir=${join(home, 'profile')}\n`))
    chmodSync(executable, 0o755)
    const browser = await chromium.launch({ executablePath: executable, chromiumSandbox: true, args: [...quiet, ...args], timeout: 60_000 })
    return { browser, home, close: () => browser.close(), remove }
  } catch (error) {
    remove()
    throw error
  }
}
