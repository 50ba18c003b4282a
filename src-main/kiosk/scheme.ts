import path from 'node:path'
import type { CustomScheme, Protocol } from 'electron'
import { pageHeaders } from './content-policy.ts'

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

type Parts = { files: AppFiles; folder: string; readFile: (file: string) => Promise<Uint8Array<ArrayBuffer>> }

/** Serves the fixed map of files to one session. What is not in the map does not exist: no path is ever put together. */
export function serveScreens(protocol: Protocol, { files, folder, readFile }: Parts): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const { pathname, search } = new URL(url)
    const known = isScreen(url) && search === '' && method === 'GET' && Object.hasOwn(files, pathname) ? files[pathname] : undefined
    if (!known) return new Response(null, { status: 404, headers: pageHeaders })
    const body = await readFile(path.join(folder, known.file))
    return new Response(body, { headers: { ...pageHeaders, 'content-type': known.type } })
  })
}
