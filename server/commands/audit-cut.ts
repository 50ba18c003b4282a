import type { Transaction } from '../store/database.ts'
import { type Command, configSwitch } from './command.ts'
import { withAudit } from './with-audit.ts'

const DAY = 86_400_000

export const auditCut: Command = {
  name: 'audit cut',
  says: 'Removes from the record what is older than retention.auditDays, and writes into it that it did.',
  switches: { config: configSwitch, despite: { says: 'although audit verify finds something; the record says that too' } },
  run: ({ text, has }, terminal) => withAudit(text('config'), terminal, async ({ config, store, keys }) => {
    const [{ auditTrail }, { cutBefore }, { atEnd }, { guarded }] = await Promise.all([
      import('../audit/trail.ts'), import('../audit/cut.ts'), import('../store/transaction-end.ts'), import('../store/problem.ts'),
    ])
    const transact = (work: (transaction: Transaction) => Promise<void>) => guarded(() => store.database.transaction(work))
    const log = { error: (_: object, words: string) => { terminal.err(words) } }
    const { tell } = auditTrail({ keys, transact, atEnd, now: Date.now, log })
    const { auditDays } = config.retention
    const despite = has('despite')
    const { removed, findings } = await cutBefore(new Date(Date.now() - auditDays * DAY).toISOString(), { keys, transact, tell, despite })
    if (findings.length > 0 && !despite) {
      terminal.err(`Nothing was removed: the record is not whole (${findings.length === 1 ? '1 finding' : `${findings.length} findings`}), and what is removed can be looked into no more. \`audit verify\` names them; \`audit cut --despite\` removes all the same.`)
      return 1
    }
    terminal.out(removed === 0 ? `Nothing is older than ${auditDays} days.` : `${removed} entries older than ${auditDays} days were removed; the record says so.`)
    return 0
  }),
}
