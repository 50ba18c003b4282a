import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDocument } from '../groundwork/settings/document.ts'
import { valueAt } from '../groundwork/settings/schema-tree.ts'
import { limits, withLimits } from './limits-table.ts'
import { loadPolicy } from './policy/load.ts'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

test('the table of docs/policy.md is current; after a change: node scripts/write-schemas.ts', () => {
  const page = read('../docs/policy.md')
  expect(page).toBe(withLimits(page))
  expect(page).toContain('| `recovery.minutes` | 15 | 5 to 60 | How long a recovery lives. |')
})

test('it misses no number of the policy', () => {
  const schema = read('policy/policy.schema.json')
  expect(limits()).toHaveLength(schema.match(/"type": "(?:integer|number)"/gu)?.length ?? 0)
  const fitting = 'version: 1\nworkflows: [{ name: All, gates: [email-code], needed: 1 }]\n'
  for (const { path, least, most } of limits().filter((limit) => !/^(?:password|workflows)/u.test(limit.path))) {
    const [last = '', ...above] = path.split('.').toReversed()
    const mistakes = (value: number) => {
      const nested = above.reduce((inner, name) => `{ ${name}: ${inner} }`, `{ ${last}: ${value} }`)
      const loaded = loadPolicy(`${fitting}${nested.slice(2, -2)}\n`, 'policy.yaml')
      // Waits, and the numbers of questions, are also judged against each other.
      return loaded.ok ? [] : loaded.mistakes.filter((mistake) => mistake.path === path && !/first wait|more than/u.test(mistake.what)).map(({ right }) => right)
    }
    expect([mistakes(least), mistakes(most)], path).toEqual([[], []])
    expect([mistakes(least - 1).join(), mistakes(most + 1).join()], path).toEqual([expect.stringContaining(`at least ${least}`), expect.stringContaining(`at most ${most}`)])
  }
})

test("the sample's numbers are the defaults, and its remarks have the limits", () => {
  const text = read('policy/sample.yaml')
  const { value, locate } = readDocument(text, 'sample.yaml')
  const lines = text.split('\n')
  let seen = 0
  for (const { path, least, most, usual } of limits()) {
    const [steps, written] = [path.split('.'), valueAt(value, path.split('.'))]
    if (written === undefined) continue
    seen += 1
    expect(written, path).toBe(usual)
    expect(lines[(locate(steps, 'value').line ?? 0) - 1], path).toContain(`# ${least} to ${most}`)
  }
  expect(seen).toBeGreaterThan(12)
})
