// `npm test`: sets up what is missing, then runs everything there is to run. Its last line counts.
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'
import { runPlan } from './test/run-plan.mjs'

const root = path.join(import.meta.dirname, '..')
try {
  await prepareMachine(root, ['client', 'packaged', 'browser', 'domain', 'newer-domain', 'database', 'operations', 'telephone', 'credential-store', 'windows'], (line) => console.log(line))
} catch (error) {
  // Go on: what this machine cannot run is named at the end, and the rest is worth knowing.
  console.error(`Not everything could be set up. ${error instanceof Error ? error.message : String(error)}`)
}
runPlan(root, 'everything')
