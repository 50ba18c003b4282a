import { type CheckName, type Finding, findingsOf, windowsCheckNames } from '../finding.ts'
import { accountFinding, batchFinding, storedCredentialsFinding } from './account.ts'
import { appLockerFinding, codeIntegrityFinding } from './app-control.ts'
import type { Facts } from './facts.ts'
import { folderFinding } from './folder.ts'
import { linkFinding, offSwitchFinding, valuesFinding } from './link.ts'
import { machineKeyFinding } from './machine-key.ts'
import { otherPolicies } from './other-policies.ts'
import { excludedFinding, providerFinding, strikesFinding } from './provider.ts'

/** What the launcher told, or why it told nothing: in words, and what helps. */
export type Told = { facts: Facts } | { says: string; mend: string }

/** What stands between the sign-in screen of Windows and our first screen: a finding for each of windowsCheckNames, in that order. */
export function examineWindows(told: Told): Finding[] {
  const { ok, wrong } = findingsOf('launcher')
  if (!('facts' in told)) {
    return [wrong(told.says, told.mend), ...windowsCheckNames.filter((check) => check !== 'launcher').map((check) => findingsOf(check).notChecked('the launcher told nothing'))]
  }
  const { facts } = told
  return [
    ok(`looked at this machine, Windows build ${facts.windows.build}, ${facts.windows.joined ? 'in a domain' : 'in no domain'}`, { ...facts.windows }),
    valuesFinding(facts), offSwitchFinding(facts), linkFinding(facts),
    providerFinding(facts), excludedFinding(facts), strikesFinding(facts),
    accountFinding(facts), batchFinding(facts), storedCredentialsFinding(facts),
    folderFinding(facts), appLockerFinding(facts), codeIntegrityFinding(facts), machineKeyFinding(facts),
    ...otherPolicies(facts),
  ]
}

/** Under the launcher no key is in the credential store: `machine-key` is said in place of these. */
const ofTheStore: ReadonlySet<CheckName> = new Set(['key-store', 'enrolment'])

/** @param looked what is looked at everywhere */
export const withWindows = (told: Told, looked: readonly Finding[]): Finding[] => [...examineWindows(told), ...looked.filter(({ check }) => !ofTheStore.has(check))]
