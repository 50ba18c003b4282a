import type { Config } from './config/config.ts'
import type { Mistake } from './config/mistake.ts'
import type { Policy } from './policy/policy.ts'

/** What a policy asks for that the settings do not have. Neither file is wrong alone. */
export function unmetNeeds({ workflows }: Policy, policyFile: string, { sms }: Pick<Config, 'sms'>): Mistake[] {
  return workflows.flatMap(({ gates }, index) => {
    const place = gates.indexOf('sms-code')
    if (place < 0 || sms) return []
    return [{
      source: policyFile, path: `workflows.${index}.gates.${place}`,
      what: 'is sms-code, and the settings name no provider of SMS', right: 'must be left out, or `sms` must stand in the settings',
    }]
  })
}
