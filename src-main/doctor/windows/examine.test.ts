import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { beforeEach, describe, expect, test } from 'vitest'
import { type CheckName, findingsOf, windowsCheckNames } from '../finding.ts'
import { asJson, asText } from '../report.ts'
import { askLauncher } from './ask.ts'
import { examineWindows, withWindows } from './examine.ts'
import { Facts } from './facts.ts'
import { keys, PROVIDER } from './registry-values.ts'

const example = readFileSync(new URL('../../../windows/test/vectors/facts.json', import.meta.url), 'utf8')
const ACCOUNT = 'S-1-5-21-1004336348-1177238915-682003330-1005'
let facts: Facts
beforeEach(() => { facts = v.parse(Facts, JSON.parse(example)) })
const found = () => examineWindows({ facts })
const of = (check: CheckName) => found().find((finding) => finding.check === check)
const set = (key: string, value: string, data: string | number) => { facts.registry[key] = { ...facts.registry[key], [value]: data } }

/** The account as it is, but for this. */
const account = (changed: object) => { facts.account = v.parse(Facts.entries.account, { sid: ACCOUNT, enabled: false, groups: [], running: false, ...changed }) }
const rights = (batch: string[], denyBatch: string[]) => { facts.rights = { batch, denyBatch } }
const rule = (path: string, { action = 'Allow', who = 'S-1-1-0', except = '' } = {}) =>
  `<FilePathRule Id="1" Name="r" Description="" UserOrGroupSid="${who}" Action="${action}"><Conditions><FilePathCondition Path="${path}"/></Conditions>${except && `<Exceptions><FilePathCondition Path="${except}"/></Exceptions>`}</FilePathRule>`
const appLocker = (...rules: string[]) => { facts.appLocker = { exe: { mode: 1, rules }, dll: { rules: [] } } }

test('a machine on which everything is right: every check is there, in order, and ok', () => {
  expect(found().map(({ check, state }) => [check, state])).toEqual(windowsCheckNames.map((check) => [check, 'ok']))
})

describe('what is broken is named, with the place where it stands and what puts it right', () => {
  test.each<[what: string, CheckName, breakIt: () => void, state: 'wrong' | 'warning', says: RegExp, mend: RegExp]>([
    ['a value of ours that breaks its rule', 'values', () => { facts.policy['ShowAfterFailures'] = 'three' }, 'warning', /^HKLM\\SOFTWARE\\Policies\\Gatehouse\\ShowAfterFailures must be a whole number/, /Group Policy/],
    ['a value that is no setting', 'values', () => { facts.machine['Sever'] = 'x' }, 'warning', /HKLM\\SOFTWARE\\Gatehouse\\Sever is no setting/, /every value/],
    ["IT's own switch", 'off-switch', () => { facts.policy['Enabled'] = 0 }, 'warning', /Policies\\Gatehouse\\Enabled is 0: the link is off/, /set Enabled to 1/],
    ['failures that nobody counts', 'link', () => { facts.policy['ShowAfterFailures'] = 3; facts.auditing = { failedSignIns: false } }, 'wrong', /ShowAfterFailures is 3.*audits none \(event 4625\)/, /"Audit Logon": Failure; or set ShowAfterFailures to 0/],
    ['failures of which it is not known whether they are counted', 'link', () => { facts.policy['ShowAfterFailures'] = 1; facts.auditing = { failed: 5 } }, 'warning', /after 1 failed sign-in, if.*error 5/, /Audit Logon/],
    ['a provider that nobody registered', 'provider', () => { facts.registry[keys.listed] = {} }, 'wrong', /HKLM\\SOFTWARE\\Microsoft\\.*Credential Providers\\\{6C3B.* is not there/, /repair/],
    ['a provider that somebody switched off', 'provider', () => set(keys.listed, 'Disabled', 1), 'wrong', /value Disabled, is 1/, /delete that value/],
    ['a provider in place of ours', 'provider', () => set(keys.server, '', 'C:\\Users\\Public\\other.dll'), 'wrong', /value \(Default\), is "C:\\\\Users\\\\Public\\\\other\.dll", not "C:\\Program Files\\Gatehouse\\Gatehouse\.Provider\.dll"/, /repair/],
    ['a provider that is registered by half', 'provider', () => { delete facts.registry[keys.server]?.['ThreadingModel'] }, 'wrong', /value ThreadingModel, is null/, /repair/],
    ['a policy that excludes it', 'excluded', () => set(keys.system, 'ExcludedCredentialProviders', `{0}, ${PROVIDER.toLowerCase()}`), 'wrong', /value ExcludedCredentialProviders, names \{6C3B/, /"Exclude credential providers"/],
    ['a start that did not end well', 'strikes', () => { facts.strikes = 2 }, 'warning', /value Strikes, is 2/, /--repair/],
    ['a provider that stays away', 'strikes', () => { facts.strikes = 5 }, 'wrong', /stays away from the sign-in screen/, /--repair/],
    ['no account', 'account', () => { facts.account = null }, 'warning', /no account GatehouseKiosk/, /--repair/],
    ['an account that is an administrator', 'account', () => account({ groups: ['S-1-5-32-544'] }), 'wrong', /is an administrator/, /out of every group/],
    ['an account that appears at the sign-in screen', 'account', () => account({ groups: ['S-1-5-32-545'] }), 'warning', /is in Users/, /out of every group/],
    ['an account that was left enabled', 'account', () => account({ enabled: true }), 'warning', /enabled, and no client runs/, /--repair/],
    ['a denial of batch logon for the account', 'batch-logon', () => rights([ACCOUNT], [ACCOUNT]), 'wrong', /"Deny log on as a batch job" holds for GatehouseKiosk/, /User Rights Assignment > "Deny log on as a batch job"/],
    ['a denial for all local accounts', 'batch-logon', () => rights([ACCOUNT], ['S-1-5-113']), 'wrong', /holds for Local account, and so for GatehouseKiosk/, /take it out/],
    ['a denial for a group that it is in', 'batch-logon', () => { account({ groups: ['S-1-5-32-546'] }); rights([ACCOUNT], ['S-1-5-32-546']) }, 'wrong', /S-1-5-32-546/, /take it out/],
    ['a right that a policy took away', 'batch-logon', () => rights(['S-1-5-32-544'], ['S-1-5-32-546']), 'warning', /no right "Log on as a batch job"/, /add GatehouseKiosk/],
    ['a policy that keeps no credentials', 'stored-credentials', () => set(keys.lsa, 'disabledomaincreds', 1), 'warning', /HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa, value disabledomaincreds, is 1/, /Do not allow storage/],
    ['a folder that the sandbox cannot read', 'folder', () => { facts.folder.acl = 'D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;AC)' }, 'wrong', /S-1-15-2-2\)/, /icacls "C:\\Program Files\\Gatehouse" \/grant \*S-1-15-2-2:\(OI\)\(CI\)\(RX\)/],
    ['a folder whose files the sandbox cannot read', 'folder', () => { facts.folder.acl = 'D:(A;CI;FRFX;;;S-1-15-2-2)' }, 'wrong', /cannot be read/, /icacls/],
    ['a folder that the sandbox is denied', 'folder', () => { facts.folder.acl = 'D:(D;OICI;FR;;;S-1-15-2-2)(A;OICI;FRFX;;;S-1-15-2-2)' }, 'wrong', /cannot be read/, /icacls/],
    ['a folder that users can change', 'folder', () => { facts.folder.acl = 'D:(A;OICI;0x1301bf;;;BU)(A;OICI;FRFX;;;S-1-15-2-2)' }, 'wrong', /can be changed by BU/, /Program Files/],
    ['a rule of AppLocker against it', 'app-locker', () => appLocker(rule('*'), rule('%PROGRAMFILES%\\Gatehouse\\*', { action: 'Deny' })), 'wrong', /forbids programs/, /event 8004/],
    ['AppLocker without a rule for it', 'app-locker', () => appLocker(rule('%WINDIR%\\*'), rule('*', { who: 'S-1-5-32-544' })), 'warning', /no rule by path lets GatehouseKiosk/, /Everyone/],
    ['AppLocker with a rule that excepts it', 'app-locker', () => appLocker(rule('%PROGRAMFILES%\\*', { except: '%PROGRAMFILES%\\Gatehouse\\*' })), 'warning', /no rule by path/, /AppLocker/],
    ['AppLocker for libraries', 'app-locker', () => { facts.appLocker = { exe: { rules: [] }, dll: { rules: ['<FilePublisherRule UserOrGroupSid="S-1-1-0" Action="Allow"/>'] } } }, 'warning', /for libraries/, /AppLocker/],
    ['Application Control', 'code-integrity', () => { facts.codeIntegrity = 0x5 }, 'warning', /WDAC\) is enforced/, /event 3077/],
    ['a machine without a key', 'machine-key', () => { facts.device = { key: 'none' } }, 'warning', /no key yet/, /42/],
    ['a machine that is not enrolled yet', 'machine-key', () => { facts.device = { key: 'software' } }, 'warning', /no TPM.*not enrolled yet/, /press the link once/],
    ['no User Account Control', 'admin-approval', () => set(keys.system, 'EnableLUA', 0), 'wrong', /value EnableLUA, is 0/, /set EnableLUA to 1\. Then restart/],
    ['a smart card', 'smart-card', () => set(keys.system, 'scforceoption', 1), 'wrong', /value scforceoption, is 1/, /smart card"/],
    ['lost mode', 'lost-mode', () => set(keys.windowsSystem, 'EnableLostMode', 1), 'wrong', /value EnableLostMode, is 1/, /Intune/],
    ['no switching of users', 'user-switching', () => set(keys.system, 'HideFastUserSwitching', 1), 'warning', /value HideFastUserSwitching, is 1/, /"Hide entry points for Fast User Switching"\S* Disabled/],
    ['no last user', 'last-user', () => set(keys.system, 'DontDisplayLastUserName', 1), 'warning', /value DontDisplayLastUserName, is 1/, /Don't display last signed-in/],
    ['no lock screen', 'lock-screen', () => set(keys.personalization, 'NoLockScreen', 1), 'warning', /HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\Personalization, value NoLockScreen, is 1/, /set NoLockScreen to 0/],
    ['no notifications on it', 'lock-notifications', () => set(keys.windowsSystem, 'DisableLockScreenAppNotifications', 1), 'warning', /is 1/, /Turn off app notifications/],
    ['no store apps', 'app-install', () => set(keys.appx, 'BlockNonAdminUserInstall', 1), 'warning', /is 1/, /Prevent non-admin users/],
    ['another shell', 'shell', () => set(keys.winlogon, 'Shell', 'C:\\kiosk\\shell.exe'), 'warning', /Winlogon, value Shell, is "C:\\\\kiosk/, /set Shell to explorer\.exe/],
  ])('%s', (_what, check, breakIt, state, says, mend) => {
    breakIt()
    expect(of(check)).toMatchObject({ state, says: expect.stringMatching(says) as string, mend: expect.stringMatching(mend) as string })
    expect(found().map((one) => one.check)).toEqual([...windowsCheckNames])
  })
  test('each check is broken once', () => {
    const here = readFileSync(import.meta.filename, 'utf8')
    expect(windowsCheckNames.filter((check) => check !== 'launcher' && !here.includes(`', '${check}', `) && !here.includes(`", '${check}', `))).toEqual([])
  })
})

describe('what is in nobody’s way is ok', () => {
  test.each<[what: string, CheckName, change: () => void, says: RegExp]>([
    ['a link after failures that are audited', 'link', () => { facts.machine['ShowAfterFailures'] = 3 }, /after 3 failed sign-ins, which this machine audits/],
    ['a policy of 0 over an installation of 3', 'link', () => { facts.machine['ShowAfterFailures'] = 3; facts.policy['ShowAfterFailures'] = 0 }, /always shown/],
    ['other providers that are excluded', 'excluded', () => set(keys.system, 'ExcludedCredentialProviders', '{25CBB996-92ED-457E-B28C-4774084BD562}'), /no policy/],
    ['an account that is enabled while a client is started', 'account', () => account({ enabled: true, running: true }), /started now/],
    ['an account that is disabled while a client runs', 'account', () => account({ running: true }), /and disabled$/],
    ['a denial for guests', 'batch-logon', () => rights([ACCOUNT], ['S-1-5-32-546']), /GatehouseKiosk/],
    ['a right of everybody', 'batch-logon', () => rights(['S-1-1-0'], []), /Everyone/],
    ['explorer with its folder', 'shell', () => set(keys.winlogon, 'Shell', 'C:\\Windows\\Explorer.exe'), /not in the way/],
    ['the usual rules of AppLocker', 'app-locker', () => appLocker(rule('%PROGRAMFILES%\\*'), rule('%WINDIR%\\*'), rule('*', { who: 'S-1-5-32-544' })), /lets GatehouseKiosk/],
    ['rules that are only audited', 'app-locker', () => { facts.appLocker = { exe: { mode: 0, rules: [rule('%WINDIR%\\*')] }, dll: { rules: [] } } }, /enforces nothing/],
    ['rules without their service', 'app-locker', () => { appLocker(rule('%WINDIR%\\*')); set(keys.applicationIdentity, 'Start', 4) }, /disabled/],
    ['Application Control that only audits', 'code-integrity', () => { facts.codeIntegrity = 0xd }, /event 3076/],
  ])('%s', (_what, check, change, says) => {
    change()
    expect(of(check)).toMatchObject({ state: 'ok', says: expect.stringMatching(says) as string })
  })
  test('a machine without a code is no device, and that is its administrator’s choice', () => {
    facts.device = { key: 'tpm' }
    facts.policy = {}
    expect(of('machine-key')?.state).toBe('not-checked')
  })
})

test('what Windows did not tell is not checked, and says with which error', () => {
  facts = { ...facts, account: { failed: 5 }, rights: { failed: 6 }, codeIntegrity: { failed: 7 }, appLocker: { failed: 8 }, device: { failed: 9 }, folder: { ...facts.folder, acl: { failed: 2 } } }
  expect(found().filter(({ state }) => state === 'not-checked').map(({ check, says }) => `${check} ${says}`)).toEqual([
    'account Windows did not tell (error 5)', 'batch-logon Windows did not tell (error 6)', 'folder Windows did not tell (error 2)',
    'app-locker Windows did not tell (error 8)', 'code-integrity Windows did not tell (error 7)', 'machine-key Windows did not tell (error 9)',
  ])
})

test('[S-04] of the code only that it is set is known', () => {
  expect(facts.policy['EnrolmentCode']).toBe(true)
  expect(asText(found()) + asJson(found())).not.toMatch(/EnrolmentCode must|is wrong/)
})

test('as text names stand in one column, and what mends below the words', () => {
  facts.strikes = 5
  const text = asText(found())
  expect(text).toMatch(/\nok {11}stored-credentials {2}Windows keeps/u)
  expect(text).toMatch(/\nwrong {8}strikes {13}HKLM.*\n {33}→ look at/u)
})

test('they come before what is looked at everywhere, and in place of the credential store, which has nothing there', () => {
  const { ok } = findingsOf('settings')
  const looked = [ok('settings'), findingsOf('key-store').wrong('locked', 'open it'), findingsOf('enrolment').notChecked('no key')]
  expect(withWindows({ facts }, looked).map(({ check }) => check)).toEqual([...windowsCheckNames, 'settings'])
})

describe('the launcher is asked', () => {
  const asked: string[] = []
  const ask = (code: number, out: string) => askLauncher('C:\\Program Files\\Gatehouse\\Gatehouse.exe', (file, args) => { asked.push([file, ...args].join(' ')); return Promise.resolve({ code, out }) })
  const says = async (told: ReturnType<typeof ask>) => examineWindows(await told).map(({ check, state, says }) => `${check} ${state} ${says}`)

  test('by its place beside the client', async () => {
    expect((await says(ask(0, example)))[0]).toBe('launcher ok looked at this machine, Windows build 22631, in a domain')
    expect(asked).toEqual(['C:\\Program Files\\Gatehouse\\Gatehouse.Launcher.exe --facts'])
  })
  test.each([
    ['is not elevated', 5, '', /wrong it tells only administrators/], ['fails', 3, '', /--facts ended with 3/], ['says no JSON', 0, 'Error', /not JSON/],
    ['is of another version', 0, JSON.stringify({ version: 2 }), /wrong at version/],
  ])('one that %s: that is wrong, and nothing else is checked', async (_what, code, out, why) => {
    const [first, ...others] = await says(ask(code, out))
    expect(first).toMatch(why)
    expect(others).toHaveLength(windowsCheckNames.length - 1)
    expect(others.every((one) => one.endsWith('not-checked the launcher told nothing'))).toBe(true)
  })
  test('one that is not there is named by its place', async () => {
    const told = askLauncher('C:\\G\\Gatehouse.exe', () => Promise.reject(Object.assign(new Error('spawn'), { code: 'ENOENT' })))
    expect((await says(told))[0]).toBe('launcher wrong C:\\G\\Gatehouse.Launcher.exe cannot be started (ENOENT)')
  })
})
