import { type CheckName, type Finding, findingsOf } from '../finding.ts'
import type { Facts } from './facts.ts'
import { keys } from './registry-values.ts'
import { byPolicy, LOGON, placeOf, SECURITY_OPTIONS, valueIn } from './where.ts'

type Row = {
  check: CheckName
  /** Keys that may have it. */
  keys: readonly string[]
  value: string
  /** Whether what stands there is in the way. */
  stands: (data: unknown) => boolean
  state: 'wrong' | 'warning'
  /** What it means for whoever stands before the machine. */
  says: string
  mend: string
}

const is = (number: number) => (data: unknown): boolean => data === number
const off = (path: string, name: string, value: string): string => `${byPolicy(`${path} > "${name}"`)}: Disabled or Not Configured; without a policy: set ${value} to 0`

/**
 * Settings of Windows that kept other products from working at the sign-in screen (Microsoft Learn: "Enable Microsoft Entra self-service
 * password reset at the Windows sign-in screen", general limitations), and what each does to ours. Where Microsoft names no value for
 * one (EnableLostMode), the keys are those in which Windows keeps its kin.
 */
const rows: readonly Row[] = [
  {
    check: 'admin-approval', keys: [keys.system], value: 'EnableLUA', stands: is(0), state: 'wrong',
    says: 'User Account Control is off: every program of an administrator is elevated, and the sandbox around our page does not hold as it was built to',
    mend: `${byPolicy(`${SECURITY_OPTIONS} > "User Account Control: Run all administrators in Admin Approval Mode"`)}: Enabled; without a policy: set EnableLUA to 1. Then restart the machine`,
  },
  {
    check: 'smart-card', keys: [keys.system], value: 'scforceoption', stands: is(1), state: 'wrong',
    says: 'a smart card or Windows Hello is required to sign in: a password, old or new, lets nobody in at this machine',
    mend: off(SECURITY_OPTIONS, 'Interactive logon: Require Windows Hello for Business or smart card', 'scforceoption'),
  },
  {
    check: 'lost-mode', keys: [keys.system, keys.windowsSystem], value: 'EnableLostMode', stands: is(1), state: 'wrong',
    says: 'this machine was reported lost: nobody signs in until that is taken back',
    mend: 'take the machine out of lost mode where it is managed (Intune, or another MDM)',
  },
  {
    check: 'user-switching', keys: [keys.system], value: 'HideFastUserSwitching', stands: is(1), state: 'warning',
    says: 'switching users is hidden: at a machine that somebody locked, nobody else can get back in',
    mend: off(LOGON, 'Hide entry points for Fast User Switching', 'HideFastUserSwitching'),
  },
  {
    check: 'last-user', keys: [keys.system], value: 'DontDisplayLastUserName', stands: is(1), state: 'warning',
    says: 'the last user is not shown: the link stands under "Other user" alone, and people type their name',
    mend: off(SECURITY_OPTIONS, "Interactive logon: Don't display last signed-in", 'DontDisplayLastUserName'),
  },
  {
    check: 'lock-screen', keys: [keys.personalization], value: 'NoLockScreen', stands: is(1), state: 'warning',
    says: 'there is no lock screen: other links at the sign-in screen need it; ours was not tried without it',
    mend: off('Administrative Templates > Control Panel > Personalization', 'Do not display the lock screen', 'NoLockScreen'),
  },
  {
    check: 'lock-notifications', keys: [keys.windowsSystem], value: 'DisableLockScreenAppNotifications', stands: is(1), state: 'warning',
    says: 'notifications on the lock screen are off: other links at the sign-in screen need them; ours does not, but was not tried without them',
    mend: off(LOGON, 'Turn off app notifications on the lock screen', 'DisableLockScreenAppNotifications'),
  },
  {
    check: 'app-install', keys: [keys.appx], value: 'BlockNonAdminUserInstall', stands: is(1), state: 'warning',
    says: 'users may install no store apps: other links at the sign-in screen are such apps; ours is none, but was not tried with this',
    mend: off('Administrative Templates > Windows Components > App Package Deployment', 'Prevent non-admin users from installing packaged Windows apps', 'BlockNonAdminUserInstall'),
  },
  {
    check: 'shell', keys: [keys.system, keys.winlogon], value: 'Shell', stands: (data) => typeof data === 'string' && !/^(?:.*\\)?explorer\.exe$/i.test(data.trim()), state: 'warning',
    says: 'another shell takes the place of explorer.exe: ours needs none, but was not tried with this',
    mend: `${byPolicy('Administrative Templates > System > "Custom User Interface"')}: Disabled or Not Configured; without a policy: set Shell to explorer.exe`,
  },
]

/** @returns a finding for each */
export const otherPolicies = (facts: Facts): Finding[] => rows.map((row) => findingOf(row, facts))

function findingOf({ check, keys, value, stands, state, says, mend }: Row, facts: Facts): Finding {
  const { ok, wrong, warning } = findingsOf(check)
  const key = keys.find((one) => stands(valueIn(facts, one, value)))
  if (key === undefined) return ok(`${value} is not in the way`)
  const found = valueIn(facts, key, value)
  const line = `${placeOf(key, value)}, is ${JSON.stringify(found)}: ${says}`
  return (state === 'wrong' ? wrong : warning)(line, mend, { key: `HKLM\\${key}`, value, found })
}
