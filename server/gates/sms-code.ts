import { codeGate } from './code.ts'
import type { Codes } from './codes.ts'

/**
 * A code to the mobile number that the directory holds for the person. It rests on the number: a call to the same one would prove
 * nothing more. Who holds the number holds the code, so NIST SP 800-63B-4 §3.1.3.3 calls it restricted: best beside another gate.
 */
export const smsCode = (codes: Codes, madeOutside: boolean) =>
  codeGate({ name: 'sms-code', numbers: (terms) => terms.smsCode, codes, madeOutside })
