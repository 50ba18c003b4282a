import path from 'node:path'
import type { CustomScheme, Protocol } from 'electron'
import { pageHeaders } from './page-headers.ts'

const SCHEME = 'app'

/** Origin of our own screens, and of nothing else. */
export const SCREENS = `${SCHEME}://gatehouse`

/** Told to Chromium before it is ready: a secure origin of its own, with no way to fetch, stream or work in the background. */
export const screenScheme: CustomScheme = { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } }

/** Every file that can be asked for, by its path, as the build lists them. `file` is relative to the built client. */
export type AppFiles = Readonly<Record<string, { file: string; type: string }>>

/** Whether an address is one of our screens' files. `URL.origin` is no help: Node calls every scheme of ours 'null'. */
export function isScreen(address: string): boolean {
  return address.startsWith(`${SCREENS}/`)
}

/** Chromium's ERR_FAILED: a page that is not whole does not load at all. */
const CANNOT_BE_READ = -2

type Parts = { files: AppFiles; folder: string; readFile: (file: string) => Promise<Buffer> }

/**
 * Begins to read every file of the map but the fonts: they are there when Chromium is ready to ask for the first. What becomes of the disk
 * afterwards changes nothing in this run. Fonts are six megabytes, of which a screen shows a hundredth; without one words are still words.
 */
export function readAhead({ files, folder, readFile }: Parts): Parts {
  const wanted = Object.values(files).filter(({ type }) => !type.startsWith('font/'))
  const read = new Map(wanted.map(({ file }) => [path.join(folder, file), readFile(path.join(folder, file))]))
  for (const reading of read.values()) reading.catch(() => {}) // said where it is asked for
  return { files, folder, readFile: (file) => read.get(file) ?? readFile(file) }
}

/** Serves the fixed map of files to one session. What is not in the map does not exist: no path is ever put together. */
export function serveScreens(protocol: Protocol, { files, folder, readFile }: Parts): void {
  // Not `handle`: with the first request it loads the whole of Node's fetch, and the first screen waits for that.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- in Electron 33 and 45 alike
  protocol.registerBufferProtocol(SCHEME, ({ url, method }, answer) => {
    const { pathname, search } = new URL(url)
    const known = isScreen(url) && search === '' && method === 'GET' && Object.hasOwn(files, pathname) ? files[pathname] : undefined
    if (!known) {
      answer({ statusCode: 404, headers: pageHeaders, data: Buffer.alloc(0) })
      return
    }
    readFile(path.join(folder, known.file)).then(
      (data) => answer({ data, mimeType: known.type.replace(/;.*/, ''), headers: { ...pageHeaders, 'content-type': known.type } }),
      () => answer({ error: CANNOT_BE_READ }),
    )
  })
}
