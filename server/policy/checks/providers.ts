import type { Policy } from '../policy.ts'
import type { Finding } from './finding.ts'
import type { SettingsFacts } from './settings-facts.ts'

/** What a policy asks for and those who carry codes do not give. */
export function providersGive({ workflows, smsCode }: Policy, { sms }: Pick<SettingsFacts, 'sms'>): Finding[] {
  const uses = workflows.flatMap(({ gates }, index) => (gates.includes('sms-code') ? [['workflows', index, 'gates', gates.indexOf('sms-code')]] : []))
  if (!sms) {
    return uses.map((path) => ({
      path, what: 'is sms-code, and the settings name no provider of SMS', right: 'must be left out, or `sms` must stand in the settings',
    }))
  }
  const other = sms.find(({ codeDigits }) => codeDigits !== smsCode.digits)
  if (uses.length === 0 || other === undefined) return []
  return [{
    path: ['smsCode', 'digits'], what: `is ${smsCode.digits}, and the provider "${other.name}" sends codes of ${other.codeDigits}, which no screen would take`, right: `must be ${other.codeDigits}`,
  }]
}
