import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SKIPPED } from '../test/parts.ts'
import { readReport, reports, resultsFolder } from '../test/reports.ts'
import { readClaims } from './claims.ts'
import { judge } from './judge.ts'
import { differences, page } from './page.ts'
import { readPeers } from './peers.ts'

// The last part of `npm test`: from what the other parts left to docs/proof.md. Where CI is set, that must be committed already.
const docs = join(import.meta.dirname, '../../docs')
const all = Object.values(reports).map(readReport)
const results = all.flatMap((some) => some ?? [])
const complete = !all.includes(undefined) && results.every(({ status }) => status !== 'skipped')

const claims = readClaims(readFileSync(join(docs, 'claims.yaml'), 'utf8'))
const { rows, mistakes } = judge(claims, results, readPeers(), complete)
const written = page(rows)
writeFileSync(join(resultsFolder, 'proof.md'), written)

if (mistakes.length > 0) {
  for (const mistake of mistakes) console.log(mistake)
  process.exitCode = 1
} else if (!complete) {
  console.log(`not every test ran, so docs/proof.md stays as it is; what did run proves ${resultsFolder}/proof.md`)
  process.exitCode = SKIPPED
} else {
  publish(join(docs, 'proof.md'))
}

function publish(file: string): void {
  const different = differences(existsSync(file) ? readFileSync(file, 'utf8') : '', written)
  for (const line of different) console.log(line)
  if (process.env['CI'] && different.length > 0) {
    console.log('docs/proof.md is not what this run proves: run `npm test` and commit the page.')
    process.exitCode = 1
  } else if (!process.env['CI']) {
    writeFileSync(file, written)
    console.log(`docs/proof.md is ${different.length > 0 ? 'written anew: commit it' : 'current'}.`)
  }
}
