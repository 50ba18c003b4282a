import { readFileSync, writeFileSync } from 'node:fs'
import { withWays } from '../test/breakout/table.ts'

// After a change of test/breakout/ways. A test fails while the page is behind.
const page = new URL('../docs/breakouts.md', import.meta.url)
writeFileSync(page, withWays(readFileSync(page, 'utf8')))
console.log('The table in docs/breakouts.md is current.')
