import { createPrivateKey, X509Certificate } from 'node:crypto'
import { resolve } from 'node:path'
import type { Mistake } from './mistake.ts'
import { valueAt } from './schema-tree.ts'

/** A file's text, and who may read it (the mode's last nine bits); no mode where the system has none. */
export type ReadFile = (path: string) => Promise<{ text: string; mode?: number }>

type Words = Pick<Mistake, 'what' | 'right'>
/** What a setting that names a file wants to find in it. */
export type FileKind = { secret: boolean; judge: (text: string) => Words | undefined }

/** @param setting dotted, `*` for each entry of a list @returns the dotted path of each place in the data where this setting may stand */
export function placesOf(setting: string, data: unknown): string[] {
  const [before = '', after] = setting.split('.*')
  if (after === undefined) return [before]
  const list = valueAt(data, before.split('.'))
  return Array.isArray(list) ? list.map((_, index) => `${before}.${index}${after}`) : []
}

/** Reads a file that a setting names and judges it. @returns its text, or what is wrong with it */
export async function readNamed({ secret, judge }: FileKind, path: string, folder: string, readFile: ReadFile): Promise<{ text: string } | Words> {
  const whole = resolve(folder, path)
  let file: Awaited<ReturnType<ReadFile>>
  try {
    file = await readFile(whole)
  } catch (error) {
    return { what: `names ${whole}, which ${causeOf(error)}`, right: 'must name a file that the server can read' }
  }
  if (secret && file.mode !== undefined && (file.mode & 0o007) !== 0) {
    return { what: `names ${whole}, which everybody on this machine can read or change`, right: `must be ours alone: chmod 600 ${whole}` }
  }
  const wrong = judge(file.text)
  return wrong ? { what: `names ${whole}, which ${wrong.what}`, ...(wrong.right && { right: wrong.right }) } : { text: file.text }
}

/** Why a file could not be read, in words. */
export function causeOf(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT': return 'is not there'
    case 'EACCES': return 'may not be read by the account that the server runs under'
    case 'EISDIR': return 'is a folder'
    default: return 'cannot be read'
  }
}

export function certificate(text: string): Words | undefined {
  return succeeds(() => new X509Certificate(text)) ? undefined : { what: 'holds no certificate', right: 'must hold a certificate in PEM' }
}

export function privateKey(text: string): Words | undefined {
  return succeeds(() => createPrivateKey(text)) ? undefined : { what: 'holds no private key', right: 'must hold a key in PEM, without a passphrase' }
}

/** MIT's format, version 2, by its first two bytes: the others are no text. */
export function keytab(text: string): Words | undefined {
  return text.startsWith('\u0005\u0002') ? undefined : { what: 'holds no keytab', right: 'must hold what ktpass writes' }
}

/** Fewer than 32 bytes would make the key easier to guess than the HMAC is strong (NIST SP 800-107 §5.3.4). */
export function codesKey(text: string): Words | undefined {
  const compact = text.trim()
  const right = 'must hold at least 32 random bytes in base64: openssl rand -base64 32'
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(compact)) return { what: 'holds no base64', right }
  return Buffer.from(compact, 'base64').length >= 32 ? undefined : { what: 'holds fewer than 32 bytes', right }
}

/** A third one would only make codes easier to guess. */
export function oneKeyOrTwo(text: string): Words | undefined {
  return keys(text) ?? (text.trim().split(/\s+/u).length > 2 ? { what: 'holds more than two keys', right: 'must hold the present one, and one other during a change' } : undefined)
}

/** One key a line, the present one first. */
export function keys(text: string): Words | undefined {
  const lines = text.trim().split(/\s+/u)
  return lines.map(codesKey).find(Boolean) ?? (new Set(lines).size === lines.length ? undefined : { what: 'holds a key twice', right: 'must hold each once' })
}

export function oneLine(text: string): Words | undefined {
  const line = text.replace(/\r?\n$/u, '')
  if (line === '') return { what: 'is empty', right: 'must hold the password' }
  return /[\r\n]/u.test(line) ? { what: 'holds more than one line', right: 'must hold the password alone' } : undefined
}

export function anything(): undefined {
  return undefined
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
