import { join } from 'node:path'
import { runDomain } from './run-domain.ts'

/** `npm run domain`, under the wanted Node. */
const asked = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
})
await runDomain({
  folder: join(import.meta.dirname, '../../out/domain'), newer: process.argv.includes('--newer'), say: (line) => console.log(line), until: asked,
})
