import type { GateName } from '../policy/gate-facts.ts'
import type { Codes } from './codes.ts'
import { emailCode } from './email-code.ts'
import type { Gate } from './gate.ts'
import { smsCode } from './sms-code.ts'

export type Gates = Readonly<Record<GateName, Gate>>

/** Every gate, by name. A gate that is not in this list does not exist. */
export const gateList = ({ codes }: { codes: Codes }): Gates => ({ 'email-code': emailCode(codes), 'sms-code': smsCode(codes) })
