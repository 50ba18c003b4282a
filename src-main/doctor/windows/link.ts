import { judged, type Judged, placeOf, strangers } from '../../config/registry-values.ts'
import type { ValueName } from '../../config/policies.ts'
import { type Finding, findingsOf } from '../finding.ts'
import { type Facts, isUntold } from './facts.ts'

/** The code is not told, only that there is one. */
const values = ({ policy, machine }: Facts): Judged[] => judged({ policy: shown(policy), machine: shown(machine) })
/** As the client's settings take them. */
export const shown = (found: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value === true ? 'is set' : value]))

function numberOf(facts: Facts, name: ValueName, usual: number): { is: number; at: string } {
  const value = values(facts).find((one) => one.name === name)
  return { is: value !== undefined && 'right' in value && typeof value.right === 'number' ? value.right : usual, at: value === undefined ? `${name} is not set` : `${placeOf(value)} is ${'right' in value ? JSON.stringify(value.right) : 'wrong'}` }
}

/** Every value of ours that breaks its rule, whoever reads it: it counts as not set. */
export function valuesFinding(facts: Facts): Finding {
  const { ok, warning } = findingsOf('values')
  const wrong = values(facts).flatMap((value) => ('wrong' in value ? [`${placeOf(value)} ${value.wrong}`] : []))
  const unknown = [...strangers('policy', facts.policy), ...strangers('machine', facts.machine)].map((place) => `${place} is no setting`)
  const said = [...wrong, ...unknown]
  if (said.length === 0) return ok('all are as they must be')
  return warning(said.join('\n'), 'put them right by Group Policy or Intune, or where the installation wrote them; docs/administrators.md lists every value', { wrong: said })
}

/** IT's own switch. */
export function offSwitchFinding(facts: Facts): Finding {
  const { ok, warning } = findingsOf('off-switch')
  const { is, at } = numberOf(facts, 'Enabled', 1)
  if (is === 1) return ok(`${at}: the link is on`)
  return warning(`${at}: the link is off from the next time that the machine is locked`, 'if that is not meant, set Enabled to 1, or the policy to Not Configured', { enabled: is })
}

/** Whether the link is always there, or after some failures, which only the audit of Windows tells of. */
export function linkFinding(facts: Facts): Finding {
  const { ok, wrong, warning } = findingsOf('link')
  const { is: after, at } = numberOf(facts, 'ShowAfterFailures', 0)
  if (after === 0) return ok(`${at}: it is always shown`, { after })
  const failures = `${after} failed ${after === 1 ? 'sign-in' : 'sign-ins'}`
  const mend = 'audit failures: Computer Configuration > Windows Settings > Security Settings > Advanced Audit Policy Configuration > Logon/Logoff > "Audit Logon": Failure; or set ShowAfterFailures to 0, and it is always shown'
  if (isUntold(facts.auditing)) return warning(`${at}: it is shown after ${failures}, if they are audited, which Windows did not tell (error ${facts.auditing.failed})`, mend, { after })
  if (facts.auditing.failedSignIns) return ok(`${at}: it is shown after ${failures}, which this machine audits (event 4625)`, { after })
  return wrong(`${at}: it is to be shown after ${failures}, but this machine audits none (event 4625), so that nobody counts them`, mend, { after })
}
