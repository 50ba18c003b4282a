import type { Trail } from '../audit/trail.ts'
import { type Directory, DirectoryProblem } from '../recovery/ports.ts'
import type { Registrations } from '../registration/ports.ts'
import type { Transaction } from '../store/database.ts'
import type { Switch, Terminal } from './command.ts'
import { type WithAudit, withAudit } from './with-audit.ts'

export type WithPeople = WithAudit & {
  directory: Directory
  registrations: Registrations
  trail: Trail<Transaction>
  transact: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>
}

/** Who a command is about. */
export const personSwitch: Switch = { takes: 'PERSON', required: true, says: 'the account, in any spelling, or its objectGUID' }

/** Whether the people whom it is about are told, by the servers: then jobs are queued for them. */
type Telling = { tells: boolean }

/**
 * Opens the database and the directory that the settings name, and closes them again. What is changed is on the record.
 * @returns what `work` does; 2 after mistakes in the files, 1 where the database or the directory gives no answer
 */
export const withPeople = (file: string, terminal: Terminal, work: (opened: WithPeople) => Promise<number>, { tells }: Telling = { tells: false }): Promise<number> => withAudit(file, terminal, async (opened) => {
  const { config, store, keys } = opened
  const [{ auditTrail }, { atEnd }, { guarded }, { storedRegistrations }, { registrationKeys }, { openDirectory }, { createLog }] = await Promise.all([
    import('../audit/trail.ts'), import('../store/transaction-end.ts'), import('../store/problem.ts'), import('../store/registrations.ts'),
    import('../registration/seal.ts'), import('../open-directory.ts'), import('../../groundwork/log/log.ts'),
  ])
  const log = { info() {}, warn() {}, error: (_: object, words: string) => { terminal.err(words) } }
  // Before any transaction: on the embedded database it would wait for it, and never end.
  const queue = tells ? await import('../delivery/queue.ts').then(({ startQueue }) => startQueue(store.jobs, log)) : undefined
  const transact = <T>(inside: (transaction: Transaction) => Promise<T>) => guarded(() => store.database.transaction(inside))
  const trail = auditTrail<Transaction>({ keys, transact, atEnd, now: Date.now, log })
  const registrations = storedRegistrations({
    database: store.database, keys: registrationKeys(config.registrationKeys), tell: trail.tell, log, now: Date.now,
    enqueue: queue?.enqueueRegistration ?? (() => Promise.reject(new Error('this command sends no notices'))),
  })
  const directory = openDirectory(config.directory, createLog('error', () => {}))
  try {
    return await work({ ...opened, directory, registrations, trail, transact })
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    terminal.err(`The directory does not say: ${error.message}`)
    return 1
  } finally {
    await Promise.all([directory.close(), queue?.stop(0)])
  }
})

/** @returns the objectGUID; undefined after it was said that nobody has that name. One that has gone is named by its objectGUID. */
export async function personOf(text: string, { directory }: Pick<WithPeople, 'directory'>, { err }: Terminal): Promise<string | undefined> {
  const plain = text.replace(/^\{(.*)\}$/u, '$1').toLowerCase()
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(plain)) return plain
  const person = await directory.find(text)
  if (person === undefined) err('Nobody, or more than one, has that name. An account that has gone is named by its objectGUID.')
  return person
}
