import type { AuditKey } from '../audit/keys.ts'
import type { Config } from '../config/config.ts'
import type { Policy } from '../policy/policy.ts'
import type { Store } from '../store/database.ts'
import type { Terminal } from './command.ts'
import { loadBoth } from './load.ts'

export type WithAudit = { config: Config; policy: Policy; store: Store; keys: readonly [AuditKey, ...AuditKey[]] }

/**
 * Opens the record that the settings name, and closes it again.
 * @returns what `work` does; 2 after mistakes in the files, 1 where the database does not open
 */
export async function withAudit(file: string, terminal: Terminal, work: (opened: WithAudit) => Promise<number>): Promise<number> {
  const loaded = await loadBoth(file, terminal, 'nothing was read')
  if (!loaded) return 2
  const { config, policy } = loaded
  const [{ openStore }, { auditKeys }, { StoreProblem, storeProblem }] =
    await Promise.all([import('../store/open.ts'), import('../audit/keys.ts'), import('../store/problem.ts')])
  try {
    const store = await openStore(config.database)
    try {
      return await work({ config, policy, store, keys: auditKeys(config.auditKeys) })
    } finally {
      await store.close()
    }
  } catch (error) {
    const problem = storeProblem(error)
    if (!(problem instanceof StoreProblem)) throw problem
    terminal.err(`The record cannot be read: ${problem.message}`)
    return 1
  }
}
