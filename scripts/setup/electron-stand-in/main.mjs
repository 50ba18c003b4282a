// What stock Electron does with `electron path/to/app`, for the archive of electron-archive.mjs, which lacks the
// default_app.asar that does it. Development and tests only; a packaged client has its own app in this place.
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const named = process.argv.slice(1).find((word) => !word.startsWith('-'))
if (named === undefined) {
  process.stderr.write('Name the folder of an app: electron path/to/app\n')
  process.exit(2)
}

const folder = path.resolve(named)
const { name, productName, version, desktopName } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
// Two of these are Electron's own business and in no type: its default app is the one caller.
const started = /** @type {import('electron').App & Record<'setVersion' | 'setAppPath', (value: string) => void>} */ (app)
started.setName(productName ?? name)
if (version) started.setVersion(version)
started.setDesktopName(desktopName ?? `${started.getName()}.desktop`)
started.setAppPath(folder)
await import(pathToFileURL(createRequire(import.meta.url).resolve(folder)).href) // both kinds of module
