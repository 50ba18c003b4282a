import type { Policy } from '../policy.ts'
import type { Finding } from './finding.ts'

/** What the settings say of whoever carries codes. */
export type Providers = {
  /** Null: nobody carries SMS. Those who take a code of one length only, as one who makes codes or messages of its own does. */
  readonly sms: null | readonly { readonly name: string; readonly codeDigits: number }[]
}

/** What a policy asks for and the providers do not give. Neither file is wrong alone. */
export function providersGive({ workflows, smsCode }: Policy, { sms }: Providers): Finding[] {
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
