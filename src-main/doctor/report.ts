import type { Finding, FindingState } from './finding.ts'

export type Counts = Record<FindingState, number>

export function count(findings: readonly Finding[]): Counts {
  const counts: Counts = { 'ok': 0, 'warning': 0, 'wrong': 0, 'not-checked': 0 }
  for (const { state } of findings) counts[state] += 1
  return counts
}

/** One line for each finding; what puts it right stands below it. The last line counts. */
export function asText(findings: readonly Finding[]): string {
  const { ok, warning, wrong, 'not-checked': notChecked } = count(findings)
  const width = Math.max(11, ...findings.map(({ check }) => check.length))
  const indent = ' '.repeat(width + 15)
  const lines = findings.flatMap(({ check, state, says, mend }) => [
    `${state.padEnd(11)}  ${check.padEnd(width)}  ${says.replaceAll('\n', `\n${indent}`)}`,
    ...(mend === undefined ? [] : [`${indent}→ ${mend}`]),
  ])
  return [...lines, `${ok} ok, ${warning} ${warning === 1 ? 'warning' : 'warnings'}, ${wrong} wrong, ${notChecked} not checked.`, ''].join('\n')
}

/** The same for scripts. */
export const asJson = (findings: readonly Finding[]): string => `${JSON.stringify({ findings, ...count(findings) }, undefined, 2)}\n`
