// Makes the MSI: `npm run msi` calls it once everything that it needs is there. What it is made of: deploy/msi/README.md.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import { argumentsOf } from './msi/arguments.ts'
import { buildMsi } from './msi/build.ts'
import { checkPayload, makeStandIn } from './msi/payload.ts'
import { makePrograms } from './msi/programs.ts'
import { checkSigner } from './msi/sign.ts'
import { packageForWindows } from './package.ts'

const root = path.join(import.meta.dirname, '..')

async function main(): Promise<void> {
  const { payload: packed, electron, signer } = argumentsOf(process.argv.slice(2))
  const payload = electron === undefined ? packed : await packageForWindows(root, path.join(root, 'out/package-windows'), electron)
  if (payload !== undefined) checkPayload(payload)
  if (signer) checkSigner(signer)
  const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')))
  const out = path.join(root, 'out/msi')
  await mkdir(out, { recursive: true })
  const programs = path.join(out, 'programs')
  await makePrograms(programs)
  const client = payload ?? path.join(out, 'stand-in')
  if (payload === undefined) {
    await rm(client, { recursive: true, force: true })
    await makeStandIn(client)
  }
  const made = await buildMsi({ version, folders: [client, programs], standIn: payload === undefined, signer }, out)
  await writeFile(path.join(out, 'product-code.txt'), `${made.productCode}\n`)
  const { size } = await stat(made.file)
  console.log(`${made.file}: ${(size / 1024 / 1024).toFixed(1)} MB, ${made.files} files, product code ${made.productCode}`)
  console.log(payload === undefined
    ? 'It holds a stand-in, not the client: give the folder of an Electron for Windows by --electron FOLDER.'
    : `The client is that of ${electron === undefined ? payload : `this project, with the Electron of ${electron}`}; the launcher, the credential provider and the reminder were built now.`)
  console.log(signer ? `Signed: the MSI and ${made.signed} programs and libraries in it.` : 'Not signed: --sign-pkcs12 FILE --sign-password-file FILE.')
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
