import type { GateName } from '../policy/gate-facts.ts'
import type { Codes } from './codes.ts'
import { emailCode } from './email-code.ts'
import type { Gate } from './gate.ts'
import { phoneCall } from './phone-call.ts'
import { questions } from './questions.ts'
import { smsCode } from './sms-code.ts'

export type Gates = Readonly<Record<GateName, Gate>>

type Parts = {
  codes: Codes
  /** Somebody else makes the codes by SMS and judges them. */
  smsMadeOutside?: boolean
}

/** Every gate, by name. A gate that is not in this list does not exist. */
export const gateList = ({ codes, smsMadeOutside = false }: Parts): Gates => ({
  'email-code': emailCode(codes), 'sms-code': smsCode(codes, smsMadeOutside), 'phone-call': phoneCall(codes), 'questions': questions(),
})
