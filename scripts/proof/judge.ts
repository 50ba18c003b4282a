import type { TestResult } from '../test/reports.ts'
import type { Claim } from './claims.ts'
import type { Peers } from './peers.ts'

export type Proving = { file: string; name: string }
export type Row = { claim: Claim; verdict: 'proved' | 'in part' | 'not proved'; tests: Proving[]; peers: string[] }

/** `mistakes`: what must be mended before the page may be written, each a sentence. */
export type Judgement = { rows: Row[]; mistakes: string[] }

/**
 * Which claims are proved. Only tests that passed prove, and a single one that failed disproves.
 * @param peers what each test file ran against
 * @param complete whether every test there is was run: only then a claim can lack a proof
 */
export function judge(claims: Claim[], results: TestResult[], peers: Peers, complete: boolean): Judgement {
  const named = results.map((result) => ({ ...result, ...readName(result.titles) }))
  const rows = claims.map((claim) => rowOf(claim, named, peers))
  const known = new Set(claims.map(({ id }) => id))
  const mistakes = [
    ...named.flatMap(({ file, name, ids }) => ids.filter((id) => !known.has(id)).map((id) => `${file}: "${name}": no claim has the id ${id}`)),
    ...named.filter(({ name }) => /\[[SF]-?\d/.test(name)).map(({ file, name }) => `${file}: "${name}": ids belong at the start of the name`),
    ...named.filter(({ file, ids, status }) => status === 'passed' && ids.length > 0 && needsPeer(file) && !peers.has(file))
      .map(({ file }) => `${file}: does not say what it ran against (test/peers/journal.ts)`),
    ...rows.flatMap((row) => mistakesOf(row, named, complete)),
  ]
  return { rows, mistakes: [...new Set(mistakes)] }
}

type Named = TestResult & { ids: string[]; name: string }

/** `[S-13 F-05] one of two answers wins` proves two claims; the ids of a group hold for each of its tests. */
export function readName(titles: string[]): { ids: string[]; name: string } {
  const read = titles.map((title) => {
    const [whole = '', ids = ''] = /^\[([A-Z]-?\d[^\]]*)\]\s*/.exec(title) ?? []
    return { ids: ids.split(/[\s,]+/).filter((id) => id !== ''), words: title.slice(whole.length) }
  })
  return { ids: [...new Set(read.flatMap(({ ids }) => ids))], name: read.map(({ words }) => words).join(': ') }
}

function rowOf(claim: Claim, results: Named[], peers: Peers): Row {
  const own = results.filter(({ ids }) => ids.includes(claim.id))
  const disproved = own.some(({ status }) => status === 'failed')
  const tests = claim.proof === 'none' || disproved ? [] : own.filter(({ status }) => status === 'passed')
  return {
    claim,
    verdict: tests.length === 0 ? 'not proved' : claim.proof === 'whole' ? 'proved' : 'in part',
    tests: tests.map(({ file, name }) => ({ file, name })),
    peers: [...new Set(tests.flatMap(({ file }) => peers.get(file) ?? []))].sort(),
  }
}

function mistakesOf({ claim: { id, proof }, verdict }: Row, results: Named[], complete: boolean): string[] {
  const own = results.filter(({ ids }) => ids.includes(id))
  if (proof === 'none') {
    const say = 'docs/claims.yaml claims nothing: say `part` and what is open, or `whole`'
    return own.length > 0 ? [`${id} has a test ("${own[0]?.name ?? ''}"), but ${say}`] : []
  }
  if (own.some(({ status }) => status === 'failed')) return [`${id} is claimed, but a test of it failed`]
  return complete && verdict === 'not proved' ? [`${id} is claimed, but no test has its id`] : []
}

const needsPeer = (file: string): boolean => /\.(peer\.test|spec)\.ts$/.test(file)
