import { allWays } from './list.ts'
import { resultOf, type Way } from './ways/way.ts'

const BEGINS = '<!-- written by scripts/write-breakouts.ts from test/breakout/list.ts -->'

/** @param page docs/breakouts.md. @returns it with the present list in place of the one in it */
export function withWays(page: string): string {
  const at = page.indexOf(BEGINS)
  if (at < 0) throw new Error(`docs/breakouts.md has no line ${BEGINS}`)
  return `${page.slice(0, at)}${BEGINS}\n\n${Object.entries(allWays).map(([who, ways]) => section(who, ways)).join('\n')}`
}

const section = (who: string, ways: readonly Way[]): string =>
  [`## ${who}`, '', '| way | result | what stops it | what only Windows can tell |', '|---|---|---|---|', ...ways.map(row), ''].join('\n')

const row = (way: Way): string =>
  `| ${[cell(way.way) + (way.from === undefined ? '' : ` *(${cell(way.from)})*`), resultIn(way), cell(way.stops), cell(way.onlyWindows ?? '')].join(' | ')} |`

function resultIn(way: Way): string {
  const result = resultOf(way)
  if (typeof result === 'object' && typeof result.ends === 'string') return 'the program is gone'
  if (typeof result === 'object') return result.ends === 0 ? 'the program ends, as by "Back to sign-in"' : `the program ends, with ${result.ends}`
  if (result === 'afresh') return 'a fresh first screen'
  return way.draws === undefined ? 'nothing' : `${cell(way.draws)} of the page's own, that goes with it`
}

/** Of Markdown, in a table. */
const cell = (text: string): string => text.replace(/[|<>*_\\]/g, (sign) => `\\${sign}`)
