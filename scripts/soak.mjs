// `npm run soak`: every property, tried many times as often as in `npm test`: 100 times, or as `npm run soak -- 1000` says.
import path from 'node:path'
import { ensurePackages } from './setup/packages.mjs'
import { runPlan } from './test/run-plan.mjs'

const root = path.join(import.meta.dirname, '..')
process.env.GATEHOUSE_SOAK = process.argv[2] ?? '100'
await ensurePackages(root, (line) => console.log(line))
runPlan(root, 'soak')
