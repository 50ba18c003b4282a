import type { CheckName, Finding } from '../finding.ts'
import { findingsOf } from '../finding.ts'
import type { Facts, Untold } from './facts.ts'

/** As an administrator finds it, and a helpdesk reads it out: "HKLM\SOFTWARE\…, value NoLockScreen". */
export const placeOf = (key: string, value: string): string => `HKLM\\${key}, value ${value === '' ? '(Default)' : value}`

/** What stands there; undefined: nothing. */
export const valueIn = ({ registry }: Facts, key: string, value: string): Facts['registry'][string][string] | undefined => registry[key]?.[value]

/** Where Windows did not tell. */
export const untold = (check: CheckName, { failed }: Untold): Finding => findingsOf(check).notChecked(`Windows did not tell (error ${failed})`)

const GROUP_POLICY = 'Computer Configuration > '
/** Where Group Policy sets it: whoever mends the value alone finds it back at the next refresh. */
export const byPolicy = (path: string): string => `by Group Policy: ${GROUP_POLICY}${path}`

export const LOGON = 'Administrative Templates > System > Logon'
export const SECURITY_OPTIONS = 'Windows Settings > Security Settings > Local Policies > Security Options'
export const USER_RIGHTS = 'Windows Settings > Security Settings > Local Policies > User Rights Assignment'
