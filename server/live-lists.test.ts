import { expect, test } from 'vitest'
import { liveLists } from './live-lists.ts'
import type { AuditEntry } from './recovery/audit.ts'

test('what came of a list is in the log and on the record, without a word of it, if late', async () => {
  const told: AuditEntry[] = []
  const said: unknown[] = []
  const say = (...line: unknown[]) => void said.push(line)
  let away = true
  const record = async (entries: readonly AuditEntry[]) => {
    if (away) throw new Error('as the test wants')
    told.push(...entries)
  }
  const news = [
    { list: 'words' as const, path: 'password.words', taken: { bytes: 12, fingerprint: 'ab' } },
    { list: 'breached' as const, path: 'password.breached.file', wrong: { what: 'names /etc/pwned.txt, which cannot be read', right: 'must be there' } },
  ]
  const live = liveLists({
    lists: { look: async () => news.splice(0), refused: () => ['breached'] }, policyFile: '/etc/policy.yaml',
    audit: { record }, log: { info: say, error: say },
  })
  const section = { names: true, alsoCalled: [], common: true }
  await expect(live.look(section, true)).rejects.toThrow()
  away = false
  await live.look(section, false)
  await live.look(section, false)
  expect(told).toEqual([{ kind: 'list-loaded', list: 'words', bytes: 12, fingerprint: 'ab' }, { kind: 'list-refused', list: 'breached' }])
  expect(said).toEqual([
    [{ list: 'words', bytes: 12, fingerprint: 'ab' }, 'list loaded'],
    [{ mistake: '/etc/policy.yaml: password.breached.file names /etc/pwned.txt, which cannot be read; must be there' }, 'list refused: the one before stays in force'],
  ])
  expect(live.refused(section)).toEqual(['breached'])
})
