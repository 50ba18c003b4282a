import { chmodSync, copyFileSync, linkSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build as bundle } from 'esbuild'
import { loadedLater, placeProgram } from '../../../scripts/build.ts'
import type { Keyring } from './keyring.ts'

/** The client's own way to the store, built as the client is built, where an ordinary user can run it. */
export type Driver = { command: string[]; remove: () => void }

export async function buildDriver(): Promise<Driver> {
  const folder = mkdtempSync('/tmp/gatehouse-driver-')
  chmodSync(folder, 0o755)
  const [node, driver] = [join(folder, 'node'), join(folder, 'driver.cjs')]
  await bundle({
    entryPoints: [join(import.meta.dirname, 'driver.ts')], outfile: driver, plugins: [loadedLater],
    bundle: true, format: 'cjs', platform: 'node', target: 'node20.18', logLevel: 'warning',
  })
  await placeProgram(folder)
  try {
    linkSync(process.execPath, node)
  } catch {
    copyFileSync(process.execPath, node) // another file system
  }
  for (const file of ['driver.cjs', 'keyring.js', 'keyring.node']) chmodSync(join(folder, file), 0o644)
  return { command: [node, driver], remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export type Held = {
  /** @returns the value, in hexadecimal; false where there is none */
  get: (service: string, account: string) => Promise<unknown>
  set: (service: string, account: string, hex: string) => Promise<unknown>
  delete: (service: string, account: string) => Promise<unknown>
  end: () => void
}

/** A process of the store's user that uses it as the client does. What it cannot do is a word: `locked`. */
export function holdStore({ program }: Pick<Keyring, 'program'>, { command }: Driver): Held {
  const child = program(command)
  const waiting: ((answer: unknown) => void)[] = []
  if (child.stdout) createInterface(child.stdout).on('line', (line) => {
    const { answer, why } = JSON.parse(line) as { answer?: unknown; why?: string }
    waiting.shift()?.(why ?? answer)
  })
  const ask = (...words: string[]) => new Promise<unknown>((resolve) => {
    waiting.push(resolve)
    child.stdin?.write(`${words.join('\t')}\n`)
  })
  return {
    get: (service, account) => ask('get', service, account),
    set: (service, account, hex) => ask('set', service, account, hex),
    delete: (service, account) => ask('delete', service, account),
    end: () => void child.kill('SIGKILL'),
  }
}
