import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Loader, Plugin } from 'esbuild'

const loaders: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.tsx': 'tsx' }

/**
 * What the first screen shares with those that load later is one file, not one for each set of them that shares something: each file costs the
 * first screen a request. To that end what loads later imports all of it, used or not; it is there by then.
 * @param share absolute path of the module below which it all is
 */
export const oneShare = (share: string): Plugin => ({
  name: 'one-share',
  setup(build) {
    const later = new Set<string>()
    build.onResolve({ filter: /^\./ }, async ({ kind, path, resolveDir, importer, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === 'resolved') return undefined
      const resolved = await build.resolve(path, { kind, resolveDir, importer, pluginData: 'resolved' })
      later.add(resolved.path)
      return resolved
    })
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) =>
      later.has(path) ? { contents: `import ${JSON.stringify(share)}\n${await readFile(path, 'utf8')}`, loader: loaders[extname(path)] ?? 'ts' } : undefined)
  },
})
