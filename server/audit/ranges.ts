import type { Finding } from './verify.ts'

/** Findings of one kind at places that follow each other, as one: a key that is missing is wrong with a hundred thousand entries. */
export function inRanges(findings: readonly Finding[]): Finding[] {
  const ranges: Finding[] = []
  for (const finding of findings) {
    const last = ranges.at(-1)
    const follows = last?.what === finding.what && last.chain === finding.chain && finding.seq === (last.upTo ?? last.seq) + 1
    if (last && follows) ranges[ranges.length - 1] = { ...last, upTo: finding.upTo ?? finding.seq }
    else ranges.push(finding)
  }
  return ranges
}
