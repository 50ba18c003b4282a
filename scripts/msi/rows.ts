import type { ProgramVersion } from './program-version.ts'
import { fileRow, settingComponent, upgradeCode } from './source.ts'
import { found, type Setting, settings, wanted } from './settings.ts'

// What wixl leaves out or gets wrong, as rows. The numbers are Microsoft's ("Custom Action Types", "Custom Action In-Script Execution Options").
const setsProperty = 51
const runsInstalledFile = 18
const runsCommand = 34
/** In the script that SYSTEM carries out, not as the person who installs. */
const asSystem = 1024 + 2048
const whateverItSays = 64
const toUndo = 256
/** Its condition is judged anew in a repair. */
const transitive = 64
const [migrateFeatures, versionMaxInclusive] = [1, 512]

const everyone = 'D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
/**
 * Who may do what, set before anything lies there. Chromium's sandbox needs both app packages (S-1-15-2-1, S-1-15-2-2); the account of the
 * client is in no group, so all who signed in may read, not only Users.
 */
const programPermissions = `${everyone}(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;AU)(A;OICI;0x1200a9;;;AC)(A;OICI;0x1200a9;;;S-1-15-2-2)`
/** An enrolment code may lie there until it is used. */
const keyPermissions = 'D:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)'

type Action = { name: string; type: number; source: string; target: string; condition: string; at: number }

const installing = 'NOT REMOVE~="ALL"'
const removing = 'REMOVE~="ALL"'
/** In an upgrade the old version is removed too: what belongs to the machine stays. */
const leaving = `${removing} AND NOT UPGRADINGPRODUCTCODE`

/** What is to be written: as given, else as found. A text that begins with # is a number to Windows Installer, and with two of them a text again. */
function readSetting(setting: Setting, at: number): Action[] {
  const { value, property, kind } = setting
  const set = (how: string, target: string, condition: string, later: number) => ({ name: `${how}${value}`, type: setsProperty, source: wanted(setting), target, condition, at: at + later })
  return [
    set('Keep', `[${found(setting)}]`, found(setting), 0),
    set('Take', `${kind === 'number' ? '#' : ''}[${property}]`, property, 1),
    ...(kind === 'text' ? [set('TakeAsText', `#[${property}]`, `${property} << "#"`, 2)] : []),
  ]
}

/** In the order in which they happen; `at` is the place in InstallExecuteSequence. */
export function actions(): Action[] {
  const [launcher, folder] = [fileRow('Gatehouse.Launcher.exe'), 'ProgramFolder']
  const system = (program: string, args: string) => `"[System64Folder]${program}" ${args}`
  return [
    // After AppSearch (50) and LaunchConditions (100), before components are looked at (CostFinalize, 1000).
    ...settings.filter(({ kind }) => kind !== 'list').flatMap((setting, index) => readSetting(setting, 110 + index * 3)),
    { name: 'LauncherLeaves', type: runsInstalledFile + asSystem + whateverItSays, source: launcher, target: '--uninstall', condition: leaving, at: 1610 },
    { name: 'ReminderLeaves', type: runsCommand + asSystem + whateverItSays, source: folder, target: system('schtasks.exe', '/delete /f /tn "Gatehouse registration reminder"'), condition: removing, at: 1620 },
    { name: 'EventsLeave', type: runsCommand + asSystem + whateverItSays, source: folder, target: system('wevtutil.exe', 'um "[ProgramFolder]events.man"'), condition: removing, at: 1630 },
    { name: 'EventsCome', type: runsCommand + asSystem + whateverItSays, source: folder,
      target: system('wevtutil.exe', 'im "[ProgramFolder]events.man" "/rf:[ProgramFolder]Gatehouse.Launcher.exe" "/mf:[ProgramFolder]Gatehouse.Launcher.exe"'), condition: installing, at: 5110 },
    { name: 'ReminderComes', type: runsCommand + asSystem + whateverItSays, source: folder,
      target: system('schtasks.exe', '/create /f /tn "Gatehouse registration reminder" /xml "[ProgramFolder]reminder.xml"'), condition: installing, at: 5120 },
    { name: 'LauncherUndone', type: runsInstalledFile + asSystem + whateverItSays + toUndo, source: launcher, target: '--uninstall', condition: 'NOT Installed AND NOT WIX_UPGRADE_DETECTED', at: 5130 },
    { name: 'LauncherComes', type: runsInstalledFile + asSystem, source: launcher, target: '--install', condition: installing, at: 5140 },
  ]
}

/** Secret ones are written into no log, in none of their places. */
const hidden = settings.filter(({ secret }) => secret).flatMap((setting) => [setting.property, found(setting), wanted(setting)])
/** What an administrator may set reaches the half of the installer that runs as SYSTEM. */
const secure = ['WIX_DOWNGRADE_DETECTED', 'WIX_UPGRADE_DETECTED', ...settings.map(({ property }) => property)]

const text = (value: string) => {
  if (value.includes("'")) throw new Error(`libmsi has no way to write an apostrophe: ${value}`)
  return `'${value}'`
}
const insert = (table: string, row: Readonly<Record<string, string | number>>) =>
  `INSERT INTO \`${table}\` (${Object.keys(row).map((name) => `\`${name}\``).join(', ')}) VALUES (${Object.values(row).map((value) => (typeof value === 'number' ? String(value) : text(value))).join(', ')})`

/**
 * Everything that is done to the tables after wixl.
 * @param version of the product
 * @param versions of the programs, by file
 */
export function statements(version: string, versions: ReadonlyMap<string, ProgramVersion>): string[] {
  return [
    ...actions().flatMap(({ name, type, source, target, condition, at }) => [
      insert('CustomAction', { Action: name, Type: type, Source: source, Target: target }),
      insert('InstallExecuteSequence', { Action: name, Condition: condition, Sequence: at }),
    ]),
    ...settings.map((setting) => `UPDATE \`Component\` SET \`Condition\` = ${text(setting.kind === 'list' ? setting.property : wanted(setting))}, \`Attributes\` = ${256 + 4 + transitive} WHERE \`Component\` = ${text(settingComponent(setting))}`),
    ...[...versions].flatMap(([file, { version: ofFile, language }]) => [
      `UPDATE \`File\` SET \`Version\` = ${text(ofFile)}, \`Language\` = ${text(String(language))} WHERE \`File\` = ${text(fileRow(file))}`,
      `DELETE FROM \`MsiFileHash\` WHERE \`File_\` = ${text(fileRow(file))}`,
    ]),
    // Between InstallInitialize and the rest: an upgrade that fails leaves the old version as it was.
    "UPDATE `InstallExecuteSequence` SET `Sequence` = 1510 WHERE `Action` = 'RemoveExistingProducts'",
    // Another build of the same version replaces it: programs may have been signed since.
    "DELETE FROM `Upgrade` WHERE `ActionProperty` = 'WIX_UPGRADE_DETECTED'",
    insert('Upgrade', { UpgradeCode: upgradeCode, VersionMax: version, Attributes: migrateFeatures + versionMaxInclusive, ActionProperty: 'WIX_UPGRADE_DETECTED' }),
    `UPDATE \`Property\` SET \`Value\` = ${text(secure.join(';'))} WHERE \`Property\` = 'SecureCustomProperties'`,
    ...settings.flatMap(({ check }) => (check ? [insert('LaunchCondition', { Condition: check.condition, Description: check.words })] : [])),
    // Whether a file is replaced is decided before the old version goes: one of Electron's whose number went down would be kept, and then removed.
    insert('Property', { Property: 'REINSTALLMODE', Value: 'amus' }),
    insert('Property', { Property: 'MsiHiddenProperties', Value: hidden.join(';') }),
    // As Windows has it, but without the value: this line goes into every log.
    'CREATE TABLE `ActionText` (`Action` CHAR(72) NOT NULL, `Description` CHAR(64) LOCALIZABLE, `Template` CHAR(128) LOCALIZABLE PRIMARY KEY `Action`)',
    insert('ActionText', { Action: 'WriteRegistryValues', Description: 'Writing system registry values', Template: 'Key: [1], Name: [2]' }),
    insert('InstallExecuteSequence', { Action: 'RemoveFolders', Sequence: 3600 }),
    insert('InstallExecuteSequence', { Action: 'CreateFolders', Sequence: 3700 }),
    insert('CreateFolder', { Directory_: 'ProgramFolder', Component_: 'ProviderRegistration' }),
    'CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, `Table` CHAR(32) NOT NULL, `SDDLText` CHAR(255) NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)',
    insert('MsiLockPermissionsEx', { MsiLockPermissionsEx: 'Program', LockObject: 'ProgramFolder', Table: 'CreateFolder', SDDLText: programPermissions }),
    ...settings.map(({ value }) => insert('MsiLockPermissionsEx', { MsiLockPermissionsEx: `Value${value}`, LockObject: `Value${value}`, Table: 'Registry', SDDLText: keyPermissions })),
  ]
}
