// `npm run soak`: every property, tried many times as often as in `npm test`: 100 times, or as `npm run soak -- 1000` says; the
// long loops over real peers and the real client; and the fuzzers of the Windows side, five minutes each at 100 times.
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'
import { runPlan } from './test/run-plan.mjs'

const root = path.join(import.meta.dirname, '..')
process.env.GATEHOUSE_SOAK = process.argv[2] ?? '100'
await prepareMachine(root, ['domain', 'database', 'client', 'windows'], (line) => console.log(line))
runPlan(root, 'soak')
