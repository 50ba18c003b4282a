import { execFile } from 'node:child_process'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A key from outside, and the file that its password stands in: a command line can be read by everybody on the machine. */
export type Signer = { pkcs12: string; passwordFile: string; timestamp?: string | undefined }

/** @throws Error in words fit for the command line */
export function checkSigner({ pkcs12, passwordFile }: Signer): void {
  for (const file of [pkcs12, passwordFile]) if (!existsSync(file)) throw new Error(`${file}, to sign with, does not exist`)
}

/**
 * Puts a signature (Authenticode, SHA-256) into a program, a library or an MSI.
 * @throws Error with what osslsigncode said; it never says the password
 */
export async function sign(file: string, { pkcs12, passwordFile, timestamp }: Signer): Promise<void> {
  const signed = `${file}.signed`
  const args = ['sign', '-pkcs12', pkcs12, '-readpass', passwordFile, '-h', 'sha256', '-n', 'Gatehouse', ...(timestamp === undefined ? [] : ['-ts', timestamp]), '-in', file, '-out', signed]
  try {
    await run('osslsigncode', args)
  } catch (error) {
    await rm(signed, { force: true })
    const said = error instanceof Error && 'stdout' in error && 'stderr' in error ? `${String(error.stdout)}${String(error.stderr)}` : String(error)
    throw new Error(`${file} could not be signed:\n${said.trim().slice(0, 2000)}`)
  }
  await rename(signed, file)
}

/** Whether a program or library could take a signature and has none: what its makers signed stays as they signed it. */
export function canBeSigned(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(4096)
    const length = readSync(handle, head, 0, head.length, 0)
    if (length < 0x40 || head.toString('latin1', 0, 2) !== 'MZ') return false
    const at = head.readUInt32LE(0x3c)
    if (at + 24 + 152 > length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return false
    // The fifth data directory of a PE32+ is its certificates (Microsoft's "PE Format").
    return head.readUInt32LE(at + 24 + 112 + 4 * 8 + 4) === 0
  } finally {
    closeSync(handle)
  }
}
