import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import * as v from 'valibot'

/** A file of the built portal, in memory. */
export type PortalFile = {
  type: string
  body: Buffer
  /** The same, compressed, for those that become smaller by it. */
  smaller: { br?: Buffer; gzip?: Buffer }
}

/**
 * The reset portal's page, that of registration where it was built, and what they load, each by its path below the page's. What is not
 * in the map does not exist.
 */
export type PortalFiles = { page: PortalFile; register?: PortalFile | undefined; parts: ReadonlyMap<string, PortalFile> }

/** The built portal is not where it should be. */
export class PortalMissing extends Error {
  constructor(folder: string, why: string) {
    super(`portal: its built files are not in ${folder} (${why}); build them with \`node scripts/build.ts --portal\`, or name their folder in portal.folder`)
    this.name = 'PortalMissing'
  }
}

const Manifest = v.object({
  page: v.string(),
  /** The page of registration, which may load any of the same files. */
  register: v.optional(v.string()),
  files: v.array(v.object({ path: v.string(), type: v.string() })),
})

/** Reads the whole portal into memory: what becomes of the disk afterwards changes nothing. @throws PortalMissing */
export async function readPortal(folder: string): Promise<PortalFiles> {
  try {
    const { page, register, files } = v.parse(Manifest, JSON.parse(await readFile(join(folder, 'files.json'), 'utf8')))
    const read = await Promise.all(files.map(async ({ path, type }) => [path, await fileOf(join(folder, path), type)] as const))
    const parts = new Map(read)
    const take = (name: string) => {
      const found = parts.get(name)
      if (!found) throw new Error(`${name} is not among them`)
      parts.delete(name)
      return found
    }
    return { page: take(page), register: register === undefined ? undefined : take(register), parts }
  } catch (error) {
    throw new PortalMissing(folder, error instanceof Error ? error.message.split('\n')[0] ?? '' : 'no reason given')
  }
}

async function fileOf(path: string, type: string): Promise<PortalFile> {
  const body = await readFile(path)
  if (!/^(?:text\/|image\/svg)/u.test(type)) return { type, body, smaller: {} }
  // Nothing in these files is a secret, so that their size may tell what it likes.
  const [br, gz] = await Promise.all([promisify(brotliCompress)(body), promisify(gzip)(body)])
  return { type, body, smaller: { br, gzip: gz } }
}
