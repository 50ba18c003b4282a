import { corp } from './corp.ts'
import { groupDn } from './groups.ts'
import { added } from './ldif.ts'
import { days, minutes } from './rules.ts'
import type { Rules } from './rules.ts'

/** Rules of their own for the members of `Strict Passwords`: longer passwords than the domain wants. Ages in days. */
export const strictRules: Rules = {
  minLength: 20,
  complexity: true,
  history: 5,
  minAgeDays: 0,
  maxAgeDays: 60,
  lockoutThreshold: 3,
  lockoutMinutes: 30,
}

export const passwordSettingsContainer = `CN=Password Settings Container,CN=System,${corp.base}`
export const strictPasswordSettings = `CN=Strict,${passwordSettingsContainer}`

/** @returns the LDIF of the password settings object (MS-ADTS 6.1.1.4.13), the group of which must be there. */
export const newPasswordSettings = (): string =>
  added(strictPasswordSettings, {
    objectClass: 'msDS-PasswordSettings',
    'msDS-PasswordSettingsPrecedence': '10',
    'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
    'msDS-PasswordHistoryLength': String(strictRules.history),
    'msDS-PasswordComplexityEnabled': strictRules.complexity ? 'TRUE' : 'FALSE',
    'msDS-MinimumPasswordLength': String(strictRules.minLength),
    'msDS-MinimumPasswordAge': days(strictRules.minAgeDays),
    'msDS-MaximumPasswordAge': days(strictRules.maxAgeDays),
    'msDS-LockoutThreshold': String(strictRules.lockoutThreshold),
    'msDS-LockoutObservationWindow': minutes(strictRules.lockoutMinutes),
    'msDS-LockoutDuration': minutes(strictRules.lockoutMinutes),
    'msDS-PSOAppliesTo': groupDn('Strict Passwords'),
  })
