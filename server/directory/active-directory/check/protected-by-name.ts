import { DirectoryProblem } from '../../../recovery/ports.ts'
import type { DomainNames } from '../domain.ts'
import { protectedNames } from '../protected-names.ts'
import type { Finding, Findings } from './finding.ts'
import type { Session } from './session.ts'

const MOST = 2

/** Whether everybody whom the settings protect is there: while one is not, nobody at all is let back in. */
export async function protectedNamesFinding(named: readonly string[], bindUser: string, domain: DomainNames, session: Session, deadline: AbortSignal, { ok, missing }: Findings): Promise<Finding> {
  const find = protectedNames({ bindUser, named }, domain, async ({ base, below, ...wanted }) =>
    below ? await session.list(base, below, wanted, MOST) : [await session.entry(base, wanted) ?? []].flat(), () => performance.now())
  try {
    const found = await find(deadline)
    return ok('protected-names', named.length === 0 ? 'the settings protect nobody besides administrators and the service account' : `the settings protect ${named.join(', ')}: all found (${found.size} with the service account)`)
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    return missing('protected-names', `${error.message.replace(/^[a-z-]+: /u, '')}: until then nobody can get back in`, 'correct the name in `protected` of the settings; a SID outlives a renaming: (Get-ADGroup <name>).SID')
  }
}
