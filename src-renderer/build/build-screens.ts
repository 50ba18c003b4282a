import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { firstScreens } from './first-screens.ts'
import { icons } from './icons.ts'
import { icuMessages } from './icu.ts'
import { reactDomModule } from './react-dom-module.ts'
import { wholeLetters } from './whole-letters.ts'

/** How an entry is built. */
type How = {
  /** Its script, in its folder; absent: `main.tsx`. */
  main?: string
  /** Made while building: the page comes with them. */
  firstScreens?: () => Promise<string[]>
  style: string
  /** Of the portals, for the gallery, which shows all of them; each by the name of its entry. */
  stylesToo?: Readonly<Record<string, string>>
  /** Fonts for every language. */
  letters?: boolean
  /** What has a hash in its name can be kept for good by whoever fetches it over a network. */
  hashed: boolean
  /** Where the page finds what it loads, as it writes it. */
  below: string
  /** The oldest engines that must understand it. */
  target: string[]
  /** Whose page it has, with its own script and style in it; absent: one of its own. */
  page?: string
}

// 33, the oldest Electron that runs the kiosk, has Chromium 130.
const electron = { style: 'screens.css', letters: true, hashed: false, below: '', target: ['chrome130'] }

// Browsers of three years ago and newer.
const browsers = ['chrome109', 'firefox115', 'safari16.4']

/** `kiosk`, `portal` and `register` are shipped; `gallery` shows every state of all three and is for tests and pictures only. */
const entries = {
  kiosk: { ...electron, main: 'main.ts', firstScreens },
  gallery: { ...electron, stylesToo: { portal: 'portal.css', register: 'register.css' } },
  // The page is at /reset, its parts are below; so with /register.
  portal: { style: 'portal.css', hashed: true, below: '/reset/', target: browsers },
  register: { style: 'register.css', hashed: true, below: '/register/', target: browsers, page: 'portal' },
} as const satisfies Record<string, How>
export type Entry = keyof typeof entries

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
  const { main = 'main.tsx', firstScreens, style, stylesToo = {}, letters = false, hashed, below, target, page: whose = entry }: How = entries[entry]
  const named = hashed ? '[name]-[hash]' : '[name]'
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const worker = hashed ? await effortWorker(root, folder, target) : undefined
  const { metafile } = await build({
    entryPoints: { [entry]: join(root, entry, main), [`${entry}-style`]: join(root, 'styles', style), ...(letters && { [`${entry}-more-fonts`]: join(root, 'styles/more-fonts.css') }), ...Object.fromEntries(Object.entries(stylesToo).map(([name, file]) => [`${entry}-${name}-style`, join(root, 'styles', file)])) },
    outdir: folder,
    entryNames: named, chunkNames: 'part-[hash]', assetNames: `files/${named}`,
    bundle: true, splitting: true, format: 'esm', platform: 'browser', target, jsx: 'automatic',
    // As they are written: half the size for languages beyond Latin.
    charset: 'utf8',
    minify, metafile: true, legalComments: 'none', logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', ...(worker && { EFFORT_WORKER: JSON.stringify(`${below}${worker.path}`) }) },
    loader: { '.woff2': 'file', '.png': 'file', '.webp': 'file' },
    plugins: [icons, icuMessages, reactDomModule, wholeLetters],
  })
  const written = Object.entries(metafile.outputs).map(([path, { bytes }]) => ({ path: inside(folder, path), bytes }))
  const [start = '', ...more] = loadedFirst(metafile, main).map((path) => inside(folder, path))
  const first = [start, ...more]
  if (worker) written.push(worker, await iconBeside(folder))
  // All that the first screen needs is asked for at once, not file by file as one is found in the other.
  const links = more.map((path) => `<link rel="modulepreload" href="${below}${path}">`)
  const firstDrawn = await firstScreens?.() ?? []
  const ownName = (name: string) => (name.startsWith(whose) ? `${entry}${name.slice(whose.length)}` : name)
  const page = (await readFile(join(root, whose, `${whose}.html`), 'utf8'))
    .replace(/(href|src)="([^"]+)"/g, (_, attribute: string, name: string) => `${attribute}="${below}${builtAs(ownName(name), written)}"`)
    .replace('</head>', `  ${links.join('')}\n  </head>`)
    .replace('    <div id="root">', (root) => [...firstDrawn.map((template) => `    ${template}`), root].join('\n'))
  await writeFile(join(folder, `${entry}.html`), page)
  return {
    files: [{ path: `${entry}.html`, bytes: Buffer.byteLength(page) }, ...written],
    firstScript: written.reduce((sum, { path, bytes }) => sum + (first.includes(path) ? bytes : 0), 0),
  }
}

/** The file that the page calls by the name it has without a hash. */
function builtAs(name: string, written: Built['files']): string {
  const [stem, kind] = name.split('.')
  const found = written.find(({ path }) => path === name || (path.startsWith(`${stem ?? ''}-`) && path.endsWith(`.${kind ?? ''}`) && /^[A-Z0-9]{8}\./.test(path.slice((stem ?? '').length + 1))))
  if (!found) throw new Error(`The page asks for ${name}, which was not built`)
  return found.path
}

/** The script of the worker, a program of its own. */
async function effortWorker(root: string, folder: string, target: string[]): Promise<Built['files'][number]> {
  const { metafile } = await build({
    entryPoints: [join(root, 'portal/effort-worker.ts')], outdir: folder, entryNames: '[name]-[hash]',
    bundle: true, format: 'esm', platform: 'browser', target, minify: true, metafile: true, legalComments: 'none', logLevel: 'warning',
  })
  const [output] = Object.entries(metafile.outputs)
  if (!output) throw new Error('the worker was not built')
  return { path: inside(folder, output[0]), bytes: output[1].bytes }
}

/** The mark, for the browser's tab. */
async function iconBeside(folder: string): Promise<Built['files'][number]> {
  const icon = await readFile(join(import.meta.dirname, '../../assets/icon.svg'))
  const path = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase()}.svg`
  await writeFile(join(folder, path), icon)
  return { path, bytes: icon.length }
}

const inside = (folder: string, path: string) => relative(folder, join(process.cwd(), path)).split(sep).join('/')

/** The script that the page starts, and all that it imports at once. */
function loadedFirst({ outputs }: Metafile, main: string): string[] {
  const seen = new Set<string>()
  const follow = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    outputs[path]?.imports.filter(({ kind }) => kind === 'import-statement').forEach((imported) => follow(imported.path))
  }
  Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint?.endsWith(`/${main}`)).forEach(([path]) => follow(path))
  return [...seen]
}
