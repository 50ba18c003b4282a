import { wordsOf } from '../groundwork/settings/mistake.ts'
import type { Log } from '../groundwork/log/log.ts'
import type { HeldLists, ListName } from './passwords/held-lists.ts'
import type { PasswordSection } from './policy/sections/password.ts'
import type { AuditEntry } from './recovery/audit.ts'
import type { Audit } from './recovery/ports.ts'

type Parts = {
  lists: Pick<HeldLists, 'look' | 'refused'>
  /** Under which mistakes point to the setting. */
  policyFile: string
  audit: Audit
  log: Pick<Log, 'info' | 'error'>
}

export type LiveLists = {
  /** Reads what changed and says what came of it. @param whole as for `HeldLists` */
  readonly look: (section: PasswordSection, whole: boolean) => Promise<void>
  readonly refused: (section: PasswordSection) => readonly ListName[]
}

/** The files of words and breached passwords as they lie there, read again without a restart, like the policy that names them. */
export function liveLists({ lists, policyFile, audit, log }: Parts): LiveLists {
  // Until the record can be reached again.
  const untold: AuditEntry[] = []

  async function look(section: PasswordSection, whole: boolean): Promise<void> {
    for (const news of await lists.look(section, whole)) {
      const { list } = news
      if ('taken' in news) {
        log.info({ list, ...news.taken }, 'list loaded')
        untold.push({ kind: 'list-loaded', list, ...news.taken })
      } else {
        log.error({ mistake: wordsOf({ source: policyFile, path: news.path, ...news.wrong }) }, 'list refused: the one before stays in force')
        untold.push({ kind: 'list-refused', list })
      }
    }
    if (untold.length === 0) return
    await audit.record(untold)
    untold.splice(0)
  }

  return { refused: lists.refused, look }
}
