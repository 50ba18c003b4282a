import type { Database, Transaction } from '../store/database.ts'
import type { Tell } from '../store/recoveries.ts'
import type { Terminal } from './command.ts'
import { type WithAudit, withAudit } from './with-audit.ts'

export type WithDevices = { config: WithAudit['config']; database: Database; tell: Tell; list: typeof import('../store/device-list.ts') }

/**
 * Opens the database that the settings name, and closes it again. What is changed is on the record.
 * @returns what `work` does; 2 after mistakes in the files, or where the settings take no devices; 1 where the database does not open
 */
export const withDevices = (file: string, terminal: Terminal, work: (opened: WithDevices) => Promise<number>): Promise<number> => withAudit(file, terminal, async ({ config, store, keys }) => {
  if (!config.devices) {
    terminal.err('The settings take no devices; the group `devices` must stand there, with the address by which clients know the server')
    return 2
  }
  const [{ auditTrail }, { atEnd }, { guarded }, list] = await Promise.all([
    import('../audit/trail.ts'), import('../store/transaction-end.ts'), import('../store/problem.ts'), import('../store/device-list.ts'),
  ])
  const transact = (inside: (transaction: Transaction) => Promise<void>) => guarded(() => store.database.transaction(inside))
  const { tell } = auditTrail<Transaction>({ keys, transact, atEnd, now: Date.now, log: { error: (_, words) => { terminal.err(words) } } })
  return work({ config, database: store.database, tell, list })
})

/** `2026-11-27 08:00 UTC` */
export const written = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`
