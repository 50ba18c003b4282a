// Builds the client into out/client, or the portals into out/portal: `node scripts/build.ts [--development | --portal]`. About a second.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild'
import * as v from 'valibot'
import { clientVerbs, operationNames } from '@gatehouse/contract'
import { buildScreens, type Built } from '../src-renderer/build/build-screens.ts'

type What = {
  /** The project's folder. */
  root: string
  /** Where the client goes; what lies there goes first. */
  outdir: string
  /** Lets a debugger, Playwright, a config file of one's own and http to this machine through. Never for the package. */
  development: boolean
  /** The credential store's program of another system, where the client is built for that. */
  keyring?: string
}

/** What the oldest Electron that runs this must understand: 33, with Chromium 130 and Node 20. */
const CHROMIUM = 'chrome130'
const NODE = 'node20.18'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp', '.avif': 'image/avif', '.jpg': 'image/jpeg',
}

/** Builds main process, preload and screens. @returns the folder that `electron <folder>` starts */
export async function build({ root, outdir, development, keyring }: What): Promise<string> {
  await rm(outdir, { recursive: true, force: true })
  await mkdir(outdir, { recursive: true })
  const [files] = await Promise.all([screens(outdir), buildPreload(root, outdir), describePackage(root, outdir), bringLicences(root, outdir)])
  await buildMain(root, outdir, development, files, keyring)
  return outdir
}

const common = { bundle: true, minify: true, legalComments: 'none', logLevel: 'warning', metafile: true } as const satisfies BuildOptions
const production = { 'process.env.NODE_ENV': '"production"' }

type Files = Record<string, { file: string; type: string }>

async function screens(outdir: string): Promise<Files> {
  const { files } = await buildScreens({ entry: 'kiosk', folder: path.join(outdir, 'renderer') })
  return servedFiles(files, 'renderer', 'kiosk.html')
}

/**
 * @param files the screens as built; @param folder where they lie in the built client; @param page what `/` stands for
 * @returns the fixed map of what `app://gatehouse/` serves: what is not in it does not exist
 */
export function servedFiles(files: Built['files'], folder: string, page: string): Files {
  const served = Object.fromEntries(files.map((file) => [`/${file.path}`, { file: `${folder}/${file.path}`, type: typeOf(file.path) }]))
  const first = served[`/${page}`]
  if (!first) throw new Error('The screens have no first page')
  return { '/': first, ...served }
}

/**
 * Builds the portals for the server, which serves what is in `files.json` and nothing else (server/http/portal/files.ts): the page of the
 * reset portal, that of registration, and the parts of both. Each is built by itself, so that neither loads anything of the other.
 * @param folder absolute; what lies there goes first
 */
export async function buildPortal(folder: string): Promise<void> {
  const reset = await buildScreens({ entry: 'portal', folder })
  const beside = path.join(folder, 'register')
  const register = await buildScreens({ entry: 'register', folder: beside })
  await Promise.all(register.files.map(({ path: file }) => rename(path.join(beside, file), path.join(folder, file))))
  await rm(beside, { recursive: true })
  const files = [...new Set([...reset.files, ...register.files].map(({ path: file }) => file))]
  const list = { page: 'portal.html', register: 'register.html', files: files.map((file) => ({ path: file, type: typeOf(file) })) }
  await writeFile(path.join(folder, 'files.json'), `${JSON.stringify(list, null, 2)}\n`)
}

function typeOf(file: string): string {
  const type = types[path.extname(file)]
  if (type === undefined) throw new Error(`${file}: a kind of file that the screens do not serve`)
  return type
}

async function buildPreload(root: string, outdir: string): Promise<void> {
  await bundle({
    ...common,
    absWorkingDir: root,
    entryPoints: [path.join(root, 'preload', 'preload.ts')],
    outfile: path.join(outdir, 'preload.cjs'),
    format: 'cjs', // a sandboxed preload is no module
    platform: 'browser',
    target: CHROMIUM,
    external: ['electron'],
    define: { VERBS: JSON.stringify([...operationNames, ...Object.keys(clientVerbs)]) },
  })
}

/** What the main process loads only after the first screen is there: each in a file of its own, which nothing reads before. */
const later: Readonly<Record<string, { from: string; file: string }>> = {
  // axios's own build for where there is a fetch: half the size, without the Node client that we never use.
  axios: { from: 'axios/dist/browser/axios.cjs', file: 'axios.js' },
  'electron-log/node.js': { from: 'electron-log/node.js', file: 'electron-log.js' },
}

/**
 * The credential store's program of this system alone, without the script that would choose one: that loads whatever the variable
 * NAPI_RS_NATIVE_LIBRARY_PATH names (S-02). Loaded later too.
 */
const program = { name: '@napi-rs/keyring', file: 'keyring.node', loader: 'keyring.js' }

/** As its packages are named. Electron itself exists for no other C library than glibc. */
const systemName = (platform: string, arch: string): string => `${platform}-${arch}${{ linux: '-gnu', win32: '-msvc' }[platform] ?? ''}`

/** The npm package that has it for a system. */
export const keyringPackage = (platform: string, arch: string): string => `${program.name}-${systemName(platform, arch)}`

/** Puts it where `loadedLater` looks for it. @param from of another system; this one's where it is left out */
export async function placeProgram(outdir: string, from = createRequire(import.meta.url).resolve(keyringPackage(process.platform, process.arch))): Promise<void> {
  await copyFile(from, path.join(outdir, program.file))
  // What is imported must be a script.
  await writeFile(path.join(outdir, program.loader), `exports.AsyncEntry = require('./${program.file}').AsyncEntry\n`)
}

async function buildMain(root: string, outdir: string, development: boolean, files: Files, keyring: string | undefined): Promise<void> {
  const main = {
    ...common,
    absWorkingDir: root,
    format: 'cjs', // runs before Chromium goes on; a module would run beside it, and later
    platform: 'node',
    target: NODE,
    external: ['electron'],
    define: { ...production, DEVELOPMENT: String(development), 'import.meta.dirname': '__dirname' },
  } as const satisfies BuildOptions
  await Promise.all([
    bundle({
      ...main,
      entryPoints: [path.join(root, 'src-main', 'main.ts')],
      outfile: path.join(outdir, 'main.js'),
      plugins: [given('app-files', `export const appFiles = ${JSON.stringify(files)}`), loadedLater],
    }),
    placeProgram(outdir, keyring),
    ...Object.values(later).map(({ from, file }) => bundle({ ...main, entryPoints: [from], outfile: path.join(outdir, file) })),
  ])
}

export const loadedLater: Plugin = {
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, ({ path: name }) => {
      const file = name === program.name ? program.loader : later[name]?.file
      return file === undefined ? undefined : { path: `./${file}`, external: true }
    })
  },
}

/** A module that the build writes itself. */
const given = (name: string, contents: string): Plugin => ({
  name,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: 'given' }))
    build.onLoad({ filter: /.*/, namespace: 'given' }, () => ({ contents }))
  },
})

/** The fonts whose files are in the client. */
const fonts = ['open-sans', 'noto-sans-arabic', 'noto-sans-jp'] as const

/** The SIL Open Font License wants its text and the font's notice beside each copy. */
async function bringLicences(root: string, outdir: string): Promise<void> {
  const folder = path.join(outdir, 'licences')
  await mkdir(folder)
  await Promise.all(fonts.map((font) => copyFile(path.join(root, 'node_modules/@fontsource-variable', font, 'LICENSE'), path.join(folder, `${font}.txt`))))
}

/** What Electron reads of a folder: the project's own name and version, and which file to start. */
async function describePackage(root: string, outdir: string): Promise<void> {
  const { name, version, description } = v.parse(Project, JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')))
  const made = { name, productName: 'Gatehouse', version, description, type: 'commonjs', main: 'main.js' }
  await writeFile(path.join(outdir, 'package.json'), `${JSON.stringify(made, null, 2)}\n`)
}

const Project = v.object({ name: v.string(), version: v.string(), description: v.string() })

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..')
  if (process.argv.includes('--portal')) await buildPortal(path.join(root, 'out', 'portal'))
  else await build({ root, outdir: path.join(root, 'out', 'client'), development: process.argv.includes('--development') })
}
