import type { GateName } from '../gate-facts.ts'
import type { Policy } from '../policy.ts'
import type { Finding } from './finding.ts'
import type { SettingsFacts } from './settings-facts.ts'

/** What a policy asks for and those who carry codes, or call, do not give. */
export function providersGive(policy: Policy, { sms, maker, calls }: Pick<SettingsFacts, 'sms' | 'maker' | 'calls'>): Finding[] {
  const usesOf = (gate: GateName) => policy.workflows.flatMap(({ gates }, index) => (gates.includes(gate) ? [['workflows', index, 'gates', gates.indexOf(gate)]] : []))
  const called = calls ? [] : usesOf('phone-call').map((path) => ({
    path, what: 'is phone-call, and the settings do not say who calls', right: 'must be left out, or `voice` must stand in the settings',
  }))
  return [...called, ...smsGives(policy.smsCode, { sms, maker }, usesOf('sms-code')), ...noticesGo(policy, maker)]
}

function smsGives({ digits, minutes }: Policy['smsCode'], { sms, maker }: Pick<SettingsFacts, 'sms'> & { maker: SettingsFacts['maker'] | undefined }, uses: Finding['path'][]): Finding[] {
  if (!sms) {
    return uses.map((path) => ({
      path, what: 'is sms-code, and the settings name no provider of SMS', right: 'must be left out, or `sms` must stand in the settings',
    }))
  }
  if (uses.length === 0) return []
  const other = sms.find(({ codeDigits }) => codeDigits !== digits)
  const length = other && {
    path: ['smsCode', 'digits'], what: `is ${digits}, and the provider "${other.name}" sends codes of ${other.codeDigits}, which no screen would take`, right: `must be ${other.codeDigits}`,
  }
  const life = maker && minutes > maker.minutes && {
    path: ['smsCode', 'minutes'], what: `is ${minutes}, and the codes of "${maker.name}" live for ${maker.minutes} minutes`, right: `must be at most ${maker.minutes}`,
  }
  return [...(length ? [length] : []), ...(life ? [life] : [])]
}

const noticesGo = ({ notices }: Policy, maker: SettingsFacts['maker']): Finding[] => (!maker?.alone || !notices.sms ? [] : [{
  path: ['notices', 'sms'], what: `is true, and "${maker.name}" sends codes and nothing else`, right: 'must be false, or `sms.providers` of the settings must name who sends notices',
}])
