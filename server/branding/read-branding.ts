import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Branding, pictureLimits, type PictureName, pictureNames, readPicture } from '@gatehouse/contract'
import type { BrandingSection } from '../policy/sections/branding.ts'
import { notRead, tooManyBytes, tooManyPixels, type Words, wrongKind } from './words.ts'

/** A look as it is sent, and a name for it that no other look has. */
export type ReadLook = { branding: Branding; digest: string }
/** `path`: of the setting that names the file. */
export type WrongPicture = Words & { path: string }

/**
 * Reads the pictures that a policy's section `branding` names. Never throws.
 * @param policyFile absolute; names are relative to its folder
 * @returns the look, undefined where the policy has none; and what is wrong with each picture, which then is not in it
 */
export async function readBranding({ accent, logoSaysName, ...files }: BrandingSection, policyFile: string): Promise<{ look: ReadLook | undefined; wrong: WrongPicture[] }> {
  const read = await Promise.all(pictureNames.flatMap((name) => {
    const file = files[name]
    return file === undefined ? [] : [picture(name, resolve(dirname(policyFile), file))]
  }))
  const wrong = read.flatMap((one) => ('what' in one ? [{ path: `branding.${one.name}`, what: one.what, right: one.right }] : []))
  const branding: Branding = {
    ...(accent !== undefined && { accent }),
    ...(logoSaysName !== undefined && files.logo !== undefined && { logoSaysName }),
    ...Object.fromEntries(read.flatMap((one) => ('base64' in one ? [[one.name, one.base64]] : []))),
  }
  if (Object.keys(branding).length === 0) return { look: undefined, wrong }
  return { look: { branding, digest: createHash('sha256').update(JSON.stringify(branding)).digest('hex') }, wrong }
}

async function picture(name: PictureName, path: string): Promise<{ name: PictureName } & ({ base64: string } | Words)> {
  const bytes = await readAtMost(path, pictureLimits[name].bytes)
  const named = ({ what, right }: Words) => ({ name, what: `names ${path}, which ${what}`, right })
  if ('code' in bytes) return named(notRead(bytes.code))
  if ('tooMany' in bytes) return named(tooManyBytes(name, bytes.tooMany))
  const found = readPicture(bytes)
  const wrong = 'not' in found ? wrongKind(found.not) : tooManyPixels(name, found)
  return wrong ? named(wrong) : { name, base64: bytes.toString('base64') }
}

/** @returns what is in it; how many bytes it has where they are too many, unread; or the system's word for why it cannot be read */
async function readAtMost(path: string, most: number): Promise<Buffer | { tooMany: number } | { code: unknown }> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    return size > most ? { tooMany: size } : await file.readFile()
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? error.code : undefined }
  }
}
