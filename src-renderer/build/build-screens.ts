import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { icons } from './icons.ts'
import { icuMessages } from './icu.ts'
import { reactDomModule } from './react-dom-module.ts'

/** `kiosk` is shipped; `gallery` shows every state of it and is for tests and pictures only. */
export type Entry = 'kiosk' | 'gallery'

export type Built = {
  /** All that the page can load, relative to the folder, with `/`: the fixed map of what is served. */
  files: { path: string; bytes: number }[]
  /** Bytes of script that are loaded before the first screen can be drawn. */
  firstScript: number
}

/**
 * Builds one entry of the screens.
 * @param folder absolute; whatever it held before is removed
 */
export async function buildScreens({ entry, folder, minify = true }: { entry: Entry; folder: string; minify?: boolean }): Promise<Built> {
  const root = join(import.meta.dirname, '..')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { metafile } = await build({
    entryPoints: { [entry]: join(root, entry, 'main.tsx'), [`${entry}-style`]: join(root, 'styles', 'screens.css') },
    outdir: folder,
    entryNames: '[name]', chunkNames: 'part-[hash]', assetNames: 'files/[name]',
    bundle: true, splitting: true, format: 'esm', platform: 'browser', target: 'chrome130', jsx: 'automatic',
    minify, metafile: true, legalComments: 'none', logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.png': 'file', '.webp': 'file' },
    plugins: [icons, icuMessages, reactDomModule],
  })
  const written = Object.entries(metafile.outputs).map(([path, { bytes }]) => ({ path: inside(folder, path), bytes }))
  const first = loadedFirst(metafile).map((path) => inside(folder, path))
  // All that the first screen needs is asked for at once, not file by file as one is found in the other.
  const links = first.filter((path) => path !== `${entry}.js`).map((path) => `<link rel="modulepreload" href="${path}">`)
  const page = (await readFile(join(root, entry, `${entry}.html`), 'utf8')).replace('</head>', `  ${links.join('')}\n  </head>`)
  await writeFile(join(folder, `${entry}.html`), page)
  return {
    files: [{ path: `${entry}.html`, bytes: page.length }, ...written],
    firstScript: written.reduce((sum, { path, bytes }) => sum + (first.includes(path) ? bytes : 0), 0),
  }
}

const inside = (folder: string, path: string) => relative(folder, join(process.cwd(), path)).split(sep).join('/')

/** The script that the page starts, and all that it imports at once. */
function loadedFirst({ outputs }: Metafile): string[] {
  const seen = new Set<string>()
  const follow = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    outputs[path]?.imports.filter(({ kind }) => kind === 'import-statement').forEach((imported) => follow(imported.path))
  }
  Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint?.endsWith('main.tsx')).forEach(([path]) => follow(path))
  return [...seen]
}
