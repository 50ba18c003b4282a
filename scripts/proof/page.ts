import type { Proving, Row } from './judge.ts'

const chapters = [['S', 'What it withstands'], ['F', 'What it does']] as const

/** @returns docs/proof.md: the same for the same run, whatever the order and the day */
export function page(rows: Row[]): string {
  const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length
  return [
    '# What is proved',
    '',
    '`npm test` writes this page from [claims.yaml](claims.yaml) and the tests that passed; nobody edits it.',
    '**not proved** means: do not rely on it.',
    '',
    `${rows.length} claims: ${count('proved')} proved, ${count('in part')} in part, ${count('not proved')} not proved.`,
    ...chapters.flatMap(([letter, title]) => chapter(title, rows.filter(({ claim }) => claim.id.startsWith(letter)))),
    '',
  ].join('\n')
}

const chapter = (title: string, rows: Row[]): string[] =>
  ['', `## ${title}`, '', '| id | claim | proof | ran against |', '|---|---|---|---|', ...rows.map(line)]

function line({ claim, verdict, tests, peers }: Row): string {
  const open = claim.proof === 'part' && verdict === 'in part' ? [`open: ${claim.open}`] : []
  const proof = [`**${verdict}**`, ...named(tests), ...open].join('<br>')
  return `| ${claim.id} | ${cell(claim.claim)} | ${cell(proof)} | ${cell(peers.join(', '))} |`
}

/** The tests' names under the file that holds them. */
function named(tests: Proving[]): string[] {
  const byFile = [...Map.groupBy(tests, ({ file }) => file)].sort(([a], [b]) => (a < b ? -1 : 1))
  return byFile.flatMap(([file, some]) => [`[${file}](../${file})`, ...[...new Set(some.map(({ name }) => name))].sort().map((name) => `· ${name}`)])
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** The page without its last column: another machine may have another version of a peer and prove the same. */
export const withoutPeers = (text: string): string => text.replace(/^(\|.*\|)[^|]*\|$/gm, '$1')

/** Lines that only one of the two has, marked as `diff` does. */
export function differences(committed: string, written: string): string[] {
  const [before, after] = [committed, written].map((text) => withoutPeers(text).split('\n'))
  const only = (mark: string, lines: string[] = [], others: string[] = []) => lines.filter((text) => !others.includes(text)).map((text) => mark + text)
  return [...only('- ', before, after), ...only('+ ', after, before)]
}
