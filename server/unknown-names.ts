import { dotted } from '../groundwork/settings/fit.ts'
import type { Mistake } from '../groundwork/settings/mistake.ts'
import type { LoadedPolicy } from './policy/load.ts'
import type { UnknownName } from './recovery/policy-names.ts'

/** Groups and units that a policy names and the directory does not know, each where it stands in the file. */
export const unknownNames = ({ policy, locate }: LoadedPolicy & { ok: true }, unknown: readonly UnknownName[]): Mistake[] =>
  unknown.flatMap(({ kind, name }) => policy.workflows.flatMap((workflow, index): Mistake[] => {
    const at = workflow.for[kind]?.indexOf(name) ?? -1
    if (at < 0) return []
    const path = ['workflows', index, 'for', kind, at]
    return [{
      ...locate(path, 'value'), path: dotted(path),
      what: kind === 'groups' ? 'is no group in the directory, or the service account may not see it' : 'is nothing in the directory, or the service account may not see it',
      right: 'must be spelled as the directory has it',
    }]
  }))
