import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buildForWindows } from '../windows/build.ts'
import { targetNames, targets } from '../windows/targets.ts'

const root = path.join(import.meta.dirname, '../..')

/**
 * What lies beside the client: launcher, credential provider, reminder, and the two descriptions that Windows is given.
 * @param folder where to; made anew
 * @param version another than the product's, for tests of upgrades
 */
export async function makePrograms(folder: string, version?: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await Promise.all([
    ...targetNames.map((name) => buildForWindows({ ...targets[name], ...(version === undefined ? {} : { version }) }, path.join(folder, name))),
    copyFile(path.join(root, 'windows/system/events.man'), path.join(folder, 'events.man')),
    copyTask(path.join(root, 'deploy/msi/reminder.xml'), path.join(folder, 'reminder.xml')),
  ])
}

/** The task scheduler reads UTF-16 with its mark, as it writes it. */
async function copyTask(from: string, to: string): Promise<void> {
  const text = (await readFile(from, 'utf8')).replace('encoding="UTF-8"', 'encoding="UTF-16"').replaceAll(/\r?\n/g, '\r\n')
  await writeFile(to, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
}
