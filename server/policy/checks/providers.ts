import type { GateName } from '../gate-facts.ts'
import type { Policy } from '../policy.ts'
import type { Finding } from './finding.ts'
import type { SettingsFacts } from './settings-facts.ts'

/** What a policy asks for and those who carry codes do not give. */
export function providersGive({ workflows, smsCode }: Policy, { sms, calls }: Pick<SettingsFacts, 'sms' | 'calls'>): Finding[] {
  const usesOf = (gate: GateName) => workflows.flatMap(({ gates }, index) => (gates.includes(gate) ? [['workflows', index, 'gates', gates.indexOf(gate)]] : []))
  const called = calls ? [] : usesOf('phone-call').map((path) => ({
    path, what: 'is phone-call, and the settings do not say who calls', right: 'must be left out, or `voice` must stand in the settings',
  }))
  return [...called, ...smsGives(smsCode.digits, sms, usesOf('sms-code'))]
}

function smsGives(digits: number, sms: SettingsFacts['sms'], uses: Finding['path'][]): Finding[] {
  if (!sms) {
    return uses.map((path) => ({
      path, what: 'is sms-code, and the settings name no provider of SMS', right: 'must be left out, or `sms` must stand in the settings',
    }))
  }
  const other = sms.find(({ codeDigits }) => codeDigits !== digits)
  if (uses.length === 0 || other === undefined) return []
  return [{
    path: ['smsCode', 'digits'], what: `is ${digits}, and the provider "${other.name}" sends codes of ${other.codeDigits}, which no screen would take`, right: `must be ${other.codeDigits}`,
  }]
}
