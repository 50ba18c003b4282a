// Writes what is shipped as two CycloneDX documents: `node scripts/sbom.ts [FOLDER]` (npm run sbom), into out/sbom.
// npm has a command for it, but leaves out packages that a tool needs as well as the product: npm 11.19 with `--omit dev`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'

const root = path.resolve(import.meta.dirname, '..')

const Names = v.optional(v.record(v.string(), v.string()), {})
const Package = v.object({
  version: v.optional(v.string(), ''), license: v.optional(v.string()), integrity: v.optional(v.string()), link: v.optional(v.boolean()), resolved: v.optional(v.string()),
  dependencies: Names, optionalDependencies: Names, peerDependencies: Names, peerDependenciesMeta: v.optional(v.record(v.string(), v.object({ optional: v.optional(v.boolean()) })), {}),
})
const Lock = v.object({ version: v.string(), packages: v.record(v.string(), Package) })
type Package = v.InferOutput<typeof Package>

/** As much of CycloneDX 1.6 as we write. */
export type Component = {
  type: 'library' | 'framework'; 'bom-ref': string; name: string; version: string; scope: 'required' | 'optional'; purl: string
  licenses: { expression: string }[]; hashes: { alg: 'SHA-512'; content: string }[]; description?: string
}
export type Bill = ReturnType<typeof billOf>

const readLock = () => v.parse(Lock, JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')))

/** What is in the client: the packages that the build takes from, and Electron, which to npm is a tool. */
export function clientBill(): Bill {
  const { version, packages } = readLock()
  const { 'node_modules/electron': electron } = packages
  if (!electron) throw new Error('package-lock.json knows no Electron')
  const description = 'With Chromium and Node, whose licences lie beside the program in LICENSES.chromium.html'
  return billOf('gatehouse-client', version, [...shippedFrom(packages, ['']), { ...component('electron', electron, 'required'), type: 'framework', description }])
}

/** What is in the folder that a server runs from, the voice process included. */
export function serverBill(): Bill {
  const { version, packages } = readLock()
  return billOf('gatehouse-server', version, shippedFrom(packages, ['server', 'voice']))
}

/** The same lock file gives the same document: no time, no number of its own. */
const billOf = (name: string, version: string, components: Component[]) => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
  metadata: { lifecycles: [{ phase: 'build' }], component: { type: 'application', 'bom-ref': `${name}@${version}`, name, version } },
  components: components.toSorted((one, other) => one['bom-ref'].localeCompare(other['bom-ref'], 'en')),
})

/** Everything that is reached from these places of the lock file, as Node finds it; our own packages are walked through and are no components. */
function shippedFrom(packages: Readonly<Record<string, Package>>, from: readonly string[]): Component[] {
  const found = new Map<string, Component>()
  const seen = new Set<string>()
  const waiting = from.map((place): { place: string; scope: Component['scope'] } => ({ place, scope: 'required' }))
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { place, scope } = next
    const one = packages[place]
    if (!one || seen.has(place)) continue
    seen.add(place)
    if (one.link && one.resolved !== undefined) {
      waiting.push({ place: one.resolved, scope })
      continue
    }
    if (place.includes('node_modules/')) {
      const made = component(place.replace(/^.*node_modules\//, ''), one, scope)
      found.set(made['bom-ref'], made)
    }
    const peers = Object.keys(one.peerDependencies).filter((name) => !one.peerDependenciesMeta[name]?.optional)
    for (const name of [...Object.keys(one.dependencies), ...peers]) {
      const optional = scope === 'optional' || name in one.optionalDependencies
      waiting.push({ place: placeOf(packages, place, name), scope: optional ? 'optional' : 'required' })
    }
    for (const name of Object.keys(one.optionalDependencies)) waiting.push({ place: placeOf(packages, place, name), scope: 'optional' })
  }
  return [...found.values()]
}

/** Where Node finds a package that is named at a place: in its own folder of packages, or in one above it. @throws Error when nowhere */
function placeOf(packages: Readonly<Record<string, Package>>, from: string, name: string): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (place in packages) return place
    if (folder === '') throw new Error(`package-lock.json: ${from || 'the project'} needs ${name}, which is nowhere`)
  }
}

function component(name: string, { version, license = 'NOASSERTION', integrity = '' }: Package, scope: Component['scope']): Component {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const hash = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex')
  return { type: 'library', 'bom-ref': purl, name, version, scope, purl, licenses: [{ expression: license }], hashes: [{ alg: 'SHA-512', content: hash }] }
}

if (import.meta.main) {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'out/sbom'))
  mkdirSync(folder, { recursive: true })
  for (const bill of [clientBill(), serverBill()]) {
    const file = path.join(folder, `${bill.metadata.component.name}.cdx.json`)
    writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
    console.log(`${file}: ${bill.components.length} components`)
  }
}
