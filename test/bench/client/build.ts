import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { build } from '../../../scripts/build.ts'

/**
 * Builds both applications.
 * @param folder absolute; @returns the folders that Electron can start
 */
export async function buildBoth(root: string, folder: string): Promise<{ client: string; empty: string }> {
  await rm(folder, { recursive: true, force: true })
  const [client, empty] = [join(folder, 'client'), join(folder, 'empty')]
  await mkdir(empty, { recursive: true })
  // The development build is minified and bundled like the packaged one; it only takes its settings from where we say.
  await build({ root, outdir: client, development: true })
  await Promise.all([start(client, 'watched'), start(empty, 'empty')])
  return { client, empty }
}

async function start(folder: string, name: 'watched' | 'empty'): Promise<void> {
  await bundle({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)], outfile: join(folder, `${name}.js`),
    bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node20.18', external: ['electron'], logLevel: 'warning',
  })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: `gatehouse-${name}`, version: '0.0.0', type: 'commonjs', main: `${name}.js` }))
}
