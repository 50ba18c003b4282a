import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { lastLine, skippedLines, total } from './count.ts'
import { inOrder } from './in-order.ts'
import { type Part, plans } from './parts.ts'
import { resultsFolder } from './reports.ts'
import { runPart } from './run-part.ts'

const plan: Part[][] = plans[planName(process.env['GATEHOUSE_PLAN'])]
const skippingFails = !['', 'false', '0'].includes(process.env['CI'] ?? '')
const nextPlace = inOrder((text) => process.stdout.write(text))

rmSync(resultsFolder, { recursive: true, force: true })
mkdirSync(resultsFolder, { recursive: true })

const done = new Map<Part, Awaited<ReturnType<typeof runPart>>>()
for (const stage of plan) {
  const waiting = [...stage]
  const worker = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) done.set(part, await runPart(part, nextPlace()))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

const inPlanOrder = plan.flat().flatMap((part) => done.get(part) ?? [])
const outcomes = inPlanOrder.map(({ outcome }) => outcome)
console.log(`\n${inPlanOrder.map(({ line }) => line).join('\n')}`)
const skipped = skippedLines(outcomes)
if (skipped.length > 0) console.log(`\nSkipped${skippingFails ? ', which fails where CI is set' : ' on this machine'}:`)
for (const line of skipped) console.log(`  ${line}`)
// Once more at the end: a part's own account of it can lie thousands of lines above.
const failures = outcomes.flatMap((outcome) => outcome.failures)
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure.replaceAll('\n', '\n      ')}`).join('\n')}`)

const sum = total(outcomes, { skippingFails })
console.log(`\n${lastLine(sum)}`)
process.exitCode = sum.failed > 0 ? 1 : 0

function planName(name: string | undefined): keyof typeof plans {
  if (name === 'quick' || name === 'everything' || name === 'soak') return name
  throw new Error('GATEHOUSE_PLAN names no plan; use npm run check, npm test or npm run soak')
}
