import { type Finding, findingsOf } from '../finding.ts'
import { type Facts, isUntold } from './facts.ts'
import { keys } from './registry-values.ts'
import { untold, valueIn } from './where.ts'

const DISABLED = 4
/** CODEINTEGRITY_OPTION_UMCI_ENABLED and _UMCI_AUDITMODE_ENABLED (winternl.h, NtQuerySystemInformation). */
const [PROGRAMS, ONLY_AUDITED] = [0x4, 0x8]
/** What every account is, besides itself and its groups. */
const everybody = ['S-1-1-0', 'S-1-5-11', 'S-1-5-113', 'S-1-5-32-545']

type Rules = Extract<Facts['appLocker'], { exe: unknown }>['exe']

/** Whether AppLocker lets the account start the client. A rule by path can be judged here; of one by publisher or hash only Windows knows whom it means. */
export function appLockerFinding(facts: Facts): Finding {
  const { ok, warning, wrong } = findingsOf('app-locker')
  const { appLocker, account, folder } = facts
  if (isUntold(appLocker)) return untold('app-locker', appLocker)
  const { exe, dll } = appLocker
  const parts = [{ rules: exe, of: 'programs', file: 'Gatehouse.exe' }, { rules: dll, of: 'libraries', file: 'ffmpeg.dll' }].filter(({ rules }) => isEnforced(rules))
  if (parts.length === 0) return ok('it enforces nothing here for programs and libraries')
  if (valueIn(facts, keys.applicationIdentity, 'Start') === DISABLED) return ok('its service, Application Identity, is disabled: its rules are not enforced')
  const who = [...everybody, ...(account === null || isUntold(account) ? [] : [account.sid, ...account.groups])]
  const judged = parts.map(({ rules, of, file }) => ({ of, comes: comesOf(rules.rules, `${folder.path}\\${file}`, who) }))
  const mend = `a rule that lets GatehouseKiosk, or Everyone, start what is below ${folder.path} (Computer Configuration > Windows Settings > Security Settings > Application Control Policies > AppLocker); Windows names what it stopped in Microsoft-Windows-AppLocker/EXE and DLL, event 8004`
  const denied = judged.filter(({ comes }) => comes === 'denied').map(({ of }) => of)
  if (denied.length > 0) return wrong(`it forbids ${denied.join(' and ')} below ${folder.path}: the client does not start`, mend)
  const unsure = judged.filter(({ comes }) => comes === 'unsure').map(({ of }) => of)
  if (unsure.length > 0) return warning(`it is enforced for ${unsure.join(' and ')}, and no rule by path lets GatehouseKiosk start those below ${folder.path}; one by publisher or hash may`, mend)
  return ok(`it is enforced, and lets GatehouseKiosk start what is below ${folder.path}`)
}

/** Whether Windows Defender Application Control decides which programs run. Which those are is in a policy that only Windows reads. */
export function codeIntegrityFinding({ codeIntegrity, folder }: Facts): Finding {
  const { ok, warning } = findingsOf('code-integrity')
  if (isUntold(codeIntegrity)) return untold('code-integrity', codeIntegrity)
  const facts = { options: codeIntegrity }
  if ((codeIntegrity & PROGRAMS) === 0) return ok('no policy of Application Control (WDAC) is enforced for programs', facts)
  if ((codeIntegrity & ONLY_AUDITED) !== 0) return ok('Application Control (WDAC) only audits programs; what it would stop is event 3076 of Microsoft-Windows-CodeIntegrity/Operational', facts)
  return warning('Application Control (WDAC) is enforced for programs: whether ours are among those that may run only Windows can tell',
    `let its policy name what is below ${folder.path}, by signer or hash: Gatehouse.exe and its libraries, Gatehouse.Launcher.exe, Gatehouse.Provider.dll; what it stopped is event 3077 of Microsoft-Windows-CodeIntegrity/Operational`, facts)
}

/** Without a mode rules are enforced where there are any (AppLocker, "Understand AppLocker enforcement settings"). */
const isEnforced = ({ mode, rules }: Rules): boolean => rules.length > 0 && mode !== 0

/** What becomes of a file: one rule that denies counts more than all that allow. */
function comesOf(rules: readonly string[], file: string, who: readonly string[]): 'allowed' | 'denied' | 'unsure' {
  const meant = rules.filter((rule) => who.includes(attribute(rule, 'UserOrGroupSid')) && matches(rule, file))
  if (meant.some((rule) => attribute(rule, 'Action') === 'Deny')) return 'denied'
  return meant.length > 0 ? 'allowed' : 'unsure'
}

/** @param rule XML, "<FilePathRule …><Conditions><FilePathCondition Path="%PROGRAMFILES%\*"/></Conditions></FilePathRule>" */
function matches(rule: string, file: string): boolean {
  if (!rule.trimStart().startsWith('<FilePathRule')) return false
  const [, excepted = ''] = /<Exceptions>(.*)<\/Exceptions>/s.exec(rule) ?? []
  const conditions = rule.replace(excepted, '')
  // An exception by publisher or hash is none that could be judged: what it excepts is not told from the rest.
  const paths = (text: string) => [...text.matchAll(/<FilePathCondition\s+Path="([^"]*)"/g)].map(([, path = '']) => path)
  return paths(conditions).some((path) => patternOf(path).test(file)) && !paths(excepted).some((path) => patternOf(path).test(file))
}

const attribute = (rule: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(rule)?.[1] ?? ''

/** AppLocker's own variables; `*` stands for anything, folders too. */
function patternOf(path: string): RegExp {
  const variables: Readonly<Record<string, string>> = { '%PROGRAMFILES%': '[A-Z]:\\\\Program Files(?: \\(x86\\))?', '%WINDIR%': '[A-Z]:\\\\Windows', '%SYSTEM32%': '[A-Z]:\\\\Windows\\\\System32', '%OSDRIVE%': '[A-Z]:' }
  const parts = path.split(/(%\w+%|\*)/).map((part) => (part === '*' ? '.*' : variables[part.toUpperCase()] ?? part.replace(/[.+^${}()|[\]\\?]/g, '\\$&')))
  return new RegExp(`^${parts.join('')}$`, 'i')
}
