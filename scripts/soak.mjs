// `npm run soak`: every property, tried many times as often as in `npm test`: 100 times, or as `npm run soak -- 1000` says; and
// the long loops over real peers and the real client.
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'
import { runPlan } from './test/run-plan.mjs'

const root = path.join(import.meta.dirname, '..')
process.env.GATEHOUSE_SOAK = process.argv[2] ?? '100'
await prepareMachine(root, ['domain', 'database', 'client'], (line) => console.log(line))
runPlan(root, 'soak')
