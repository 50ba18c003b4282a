import { codeGate } from './code.ts'
import type { Codes } from './codes.ts'

/**
 * A code to the private address that the directory holds for the person. The mailbox of the locked account itself is no gate:
 * who is locked out cannot open it, and who stole the password can.
 */
export const emailCode = (codes: Codes) =>
  codeGate({ name: 'email-code', numbers: (terms) => terms.emailCode, codes })
