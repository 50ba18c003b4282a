import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Signer } from './sign.ts'

export const usage = 'npm run msi -- [--electron FOLDER | --payload FOLDER] [--sign-pkcs12 FILE --sign-password-file FILE [--sign-timestamp URL]]'

/**
 * @param args of the command line, without Node and the script
 * @throws Error in words, with how it is used
 */
export function argumentsOf(args: string[]): { payload: string | undefined; electron: string | undefined; signer: Signer | undefined } {
  const values = parsed(args)
  const { payload, electron, 'sign-pkcs12': pkcs12, 'sign-password-file': passwordFile, 'sign-timestamp': timestamp } = values
  if ((pkcs12 === undefined) !== (passwordFile === undefined)) throw new Error(`--sign-pkcs12 and --sign-password-file belong together.\n${usage}`)
  if (timestamp !== undefined && pkcs12 === undefined) throw new Error(`--sign-timestamp goes with --sign-pkcs12.\n${usage}`)
  const signer = pkcs12 === undefined || passwordFile === undefined ? undefined : { pkcs12: path.resolve(pkcs12), passwordFile: path.resolve(passwordFile), timestamp }
  if (payload !== undefined && electron !== undefined) throw new Error(`--electron packs the client, --payload is one that is packed: give one of them.\n${usage}`)
  return { payload: resolved(payload), electron: resolved(electron), signer }
}

const resolved = (folder: string | undefined): string | undefined => (folder === undefined ? undefined : path.resolve(folder))

function parsed(args: string[]) {
  const option = { type: 'string' } as const
  try {
    return parseArgs({ args, options: { payload: option, electron: option, 'sign-pkcs12': option, 'sign-password-file': option, 'sign-timestamp': option } }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
