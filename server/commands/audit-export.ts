import { type Command, configSwitch } from './command.ts'
import { withAudit } from './with-audit.ts'

export const auditExport: Command = {
  name: 'audit export',
  says: 'Writes the record as JSON, one entry on a line, in its order.',
  switches: { config: configSwitch, since: { takes: 'TIME', says: 'from that moment on, such as 2026-11-26 or 2026-11-26T08:00Z' } },
  run: ({ text, textIfGiven }, terminal) => {
    const since = new Date(textIfGiven('since') ?? 0)
    if (Number.isNaN(since.getTime())) {
      terminal.err(`--since ${textIfGiven('since')} is no moment; must be like 2026-11-26 or 2026-11-26T08:00Z`)
      return Promise.resolve(2)
    }
    return withAudit(text('config'), terminal, async ({ store }) => {
      const { asJson, entriesSince } = await import('../audit/show.ts')
      for await (const link of entriesSince(store.database, since.toISOString())) terminal.out(asJson(link))
      return 0
    })
  },
}
