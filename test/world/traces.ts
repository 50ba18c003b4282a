import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A piece of what a run left behind. */
export type Trace = { where: string; bytes: Buffer }

/** What is on a disk below a folder, with the names of files and folders. A file that goes while we look was never meant to stay. */
export function filesIn(name: string, folder: string): Trace[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const names = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  const files = entries.filter((entry) => entry.isFile()).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const bytes = readIfThere(path)
    return bytes ? [{ where: `${name}: ${relative(folder, path)}`, bytes }] : []
  })
  return [...files, { where: `${name}: the names in it`, bytes: Buffer.from(names.join('\n')) }]
}

/** @returns a line for each place in which a secret is found, in whatever form; the secret is not repeated */
export function findSecrets(traces: readonly Trace[], secrets: Iterable<string>): string[] {
  const forms = [...secrets].flatMap(formsOf)
  return traces.flatMap(({ where, bytes }) =>
    forms.filter((form) => holds(bytes, form)).map(({ what, as }) => `${where} holds ${what} as ${as}`))
}

type Form = { what: string; as: string; bytes: Buffer; digits: boolean }

/** A secret as plain bytes in two encodings, and as base64 at each of the three places where it may begin. */
function formsOf(secret: string): Form[] {
  const digits = /^\d+$/.test(secret)
  const what = digits ? `a code of ${secret.length} digits` : `a password of ${secret.length} characters`
  const plain = [{ as: 'UTF-8', bytes: Buffer.from(secret) }, { as: 'UTF-16', bytes: Buffer.from(secret, 'utf16le') }]
  const wrapped = plain.flatMap(({ as, bytes }) =>
    [0, 1, 2].map((before) => ({ as: `base64 of ${as}`, bytes: Buffer.from(innerBase64(bytes, before)) })))
  return [...plain.map((form) => ({ ...form, what, digits })), ...wrapped.map((form) => ({ ...form, what, digits: false }))]
}

/** The characters of base64 that depend on these bytes alone, when so many others come before. */
function innerBase64(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '')
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor(((before + bytes.length) * 8) / 6)
  return text.slice(first, last)
}

/** Digits between other digits are a time or a number, not a code. */
function holds(bytes: Buffer, form: Form): boolean {
  for (let at = bytes.indexOf(form.bytes); at >= 0; at = bytes.indexOf(form.bytes, at + 1)) {
    if (!form.digits || !(isDigit(bytes[at - 1]) || isDigit(bytes[at + form.bytes.length]))) return true
  }
  return false
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
