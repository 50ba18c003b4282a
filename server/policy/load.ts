import { createHash } from 'node:crypto'
import { type Locate, readDocument } from '../../groundwork/settings/document.ts'
import { dotted, fit } from '../../groundwork/settings/fit.ts'
import { inOrder, type Mistake } from '../../groundwork/settings/mistake.ts'
import { workstationAsksEnough } from './checks/entrances.ts'
import { devicesAreTaken } from './checks/devices.ts'
import type { Finding } from './checks/finding.ts'
import { passable } from './checks/passable.ts'
import { providersGive } from './checks/providers.ts'
import { reachable } from './checks/reachable.ts'
import type { SettingsFacts } from './checks/settings-facts.ts'
import { Policy } from './policy.ts'

export type LoadedPolicy = { ok: true; policy: Policy; fingerprint: string; locate: Locate } | { ok: false; mistakes: Mistake[] }

/**
 * Reads a policy file.
 * @param fileName the name under which mistakes point to it
 * @param settings what the settings say that a policy must agree with; undefined: nobody knows, and it is not checked
 * @returns the policy, its text's SHA-256 in hex and where its parts stand, or every mistake with its line and column, what is wrong and what would be
 *   right; never throws
 */
export function loadPolicy(text: string, fileName: string, settings?: SettingsFacts): LoadedPolicy {
  const { value, locate, mistakes } = readDocument(text, fileName)
  if (value === undefined) return { ok: false, mistakes: inOrder(mistakes) }
  const fitted = fit(Policy, value, locate)
  // What its parts mean together can be judged only where each of them means something.
  const findings = fitted.ok ? findingsIn(fitted.value, settings) : []
  if (fitted.ok && mistakes.length + findings.length === 0) return { ok: true, policy: fitted.value, fingerprint: fingerprintOf(text), locate }
  const found = findings.map(({ path, what, right }): Mistake => ({ ...locate(path, 'value'), path: dotted(path), what, right }))
  return { ok: false, mistakes: inOrder([...mistakes, ...(fitted.ok ? [] : fitted.mistakes), ...found]) }
}

function findingsIn(policy: Policy, settings: SettingsFacts | undefined): Finding[] {
  const { workflows } = policy
  return [...passable(workflows), ...reachable(workflows), ...workstationAsksEnough(workflows, settings), ...(settings ? [...providersGive(policy, settings), ...devicesAreTaken(policy, settings)] : [])]
}

/** Names a policy in log, audit and recoveries. */
export const fingerprintOf = (text: string) => createHash('sha256').update(text).digest('hex')
