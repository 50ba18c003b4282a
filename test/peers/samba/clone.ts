import { rmSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimAddress } from './address.ts'
import { database } from './database.ts'
import type { Database } from './database.ts'
import { people, serviceAccount } from './people.ts'
import { timesOf } from './person-entry.ts'
import { mustRun } from './program.ts'
import { waitUntilReady } from './ready.ts'
import { startSamba } from './samba-process.ts'
import type { SambaProcess } from './samba-process.ts'
import { type Controller, smbConf } from './smb-conf.ts'
import type { Samba } from './which.ts'

/** A copy of the provisioned domain that runs on an address of its own. */
export type Clone = { address: string; folder: string; caFile: string; database: Database; stop: () => Promise<void> }

/**
 * Copies, starts and waits until it answers. What was begun is undone when a step fails.
 *
 * The copy is named after its address: whoever holds the address owns it, and clears away what an owner before it could
 * not. So killed suites leave at most one folder for each address, and no process at all (see `samba-process.ts`).
 * @param wanted the address, or nothing for any free one
 * @param own of one controller among several; their passwords are as old as the copy, so that all three tell the same
 * @throws Error with Samba's last words
 */
export async function runClone(provisioned: string, samba: Samba, wanted?: string, own?: Partial<Controller>): Promise<Clone> {
  const { address, release } = await claimAddress(wanted)
  const folder = join(tmpdir(), `gatehouse-samba-${address}`)
  let running: SambaProcess | undefined
  const vanish = (): void => {
    running?.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', vanish)
  const end = async (): Promise<void> => {
    await running?.stop()
    process.off('exit', vanish)
    await rm(folder, { recursive: true, force: true })
    release()
  }
  // Once only: after it the address, and with it the folder, may be somebody else's.
  let ending: Promise<void> | undefined
  const stop = (): Promise<void> => (ending ??= end())

  const caFile = join(folder, 'tls/ca.pem')
  try {
    await copy(provisioned, folder)
    await writeFile(join(folder, 'etc/smb.conf'), smbConf(folder, address, own))
    if (!own) await database(folder, samba).changeTimes(everybodysTimes())
    running = startSamba(folder, samba)
    await waitUntilReady(address, await readFile(caFile, 'utf8'), running.ended, own?.domain?.host)
    return { address, folder, caFile, database: database(folder, samba), stop }
  } catch (cause) {
    const log = await readFile(join(folder, 'samba.log'), 'utf8').catch(() => 'none')
    await stop()
    throw new Error(`the domain did not start. Samba's last words: ${log.slice(-2_000)}`, { cause })
  }
}

async function copy(provisioned: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  // Fails when somebody else made it meanwhile, which is what root wants in a folder that everybody writes to.
  await mkdir(folder)
  // The databases are mostly holes.
  await mustRun('cp', ['-aT', '--sparse=always', provisioned, folder])
  // Others may pass through to `tls/ca.pem`, as a server that is not root must.
  await chmod(folder, 0o711)
}

const everybodysTimes = (): string =>
  [...Object.values(people), serviceAccount]
    .map((person) => timesOf(person, new Date()))
    .join('')
