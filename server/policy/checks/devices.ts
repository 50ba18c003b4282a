import type { Policy } from '../policy.ts'
import type { Finding } from './finding.ts'
import type { SettingsFacts } from './settings-facts.ts'

/** What a policy wants of devices where the server takes none: nobody could begin, or meet what is only for approved ones. */
export function devicesAreTaken({ devices: { mayBegin }, workflows }: Policy, { devices }: Pick<SettingsFacts, 'devices'>): Finding[] {
  if (devices) return []
  const right = 'or `devices` must stand in the settings'
  const begin: Finding[] = mayBegin === 'any' ? [] : [{ path: ['devices', 'mayBegin'], what: `is ${mayBegin}, and the settings take no devices, so that nobody could begin at workstation`, right: `must be any, ${right}` }]
  const met = workflows.flatMap(({ for: { devices: wanted } }, index): Finding[] =>
    (wanted ? [{ path: ['workflows', index, 'for', 'devices'], what: 'is approved, and the settings take no devices, so that nobody would meet it', right: `must be left out, ${right}` }] : []))
  return [...begin, ...met]
}
