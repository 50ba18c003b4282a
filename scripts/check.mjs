// `npm run check`: what needs nothing but the npm packages, in under a minute.
import path from 'node:path'
import { ensurePackages } from './setup/packages.mjs'
import { runPlan } from './test/run-plan.mjs'

const root = path.join(import.meta.dirname, '..')
await ensurePackages(root, (line) => console.log(line))
runPlan(root, 'quick')
