import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Msi } from '../../scripts/msi/build.ts'
import { ours } from '../../scripts/msi/payload.ts'
import { registration } from '../../scripts/windows/registration.ts'
import { policies } from '../../src-main/config/policies.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../../windows/test/needs.ts'
import { type Row, tableOf, Workshop } from './made.ts'

const secrets = ['EnrolmentCode']

withPeer('the MSI', windowsMissing(), () => {
  const workshop = new Workshop()
  let older: Msi
  let newer: Msi
  const table = (name: string, msi = older): Row[] => tableOf(msi.file, name)
  const property = (name: string) => table('Property').find((row) => row['Property'] === name)?.['Value'] ?? ''
  const fileRow = (name: string, msi = older) => table('File', msi).find((row) => row['FileName'] === name) ?? {}
  const action = (name: string) => table('CustomAction').find((row) => row['Action'] === name) ?? {}

  beforeAll(async () => {
    older = await workshop.build('1.2.3')
    newer = await workshop.build('1.3.0')
  })
  afterAll(() => workshop.remove())

  test('[F-30] says in its name and its summary that it holds no client', () => {
    expect(path.basename(older.file)).toBe('Gatehouse-1.2.3-x64-stand-in.msi')
    expect(execFileSync('msiinfo', ['suminfo', older.file], { encoding: 'utf8' })).toMatch(/^Subject: Gatehouse 1\.2\.3, stand-in without a client/m)
  })

  test('[F-30] has a public property for every setting that a machine has', () => {
    const secure = property('SecureCustomProperties').split(';')
    const written = table('Registry').filter((row) => /^SOFTWARE\\Gatehouse(\\Given)?$/.test(row['Key'] ?? ''))
    expect(written.map((row) => row['Name']).sort()).toEqual(policies.map(({ value }) => value).sort())
    const properties = policies.map(({ value }) => (value === 'Server' ? 'APIURL' : value.toUpperCase()))
    expect(secure).toEqual(['WIX_DOWNGRADE_DETECTED', 'WIX_UPGRADE_DETECTED', ...properties])
    for (const name of properties) {
      expect(name, 'public: in capitals').toMatch(/^[A-Z]+$/)
      expect([...table('CustomAction').map((row) => row['Target']), ...table('Registry').map((row) => row['Value'])].filter((text) => text?.includes(`[${name}]`)), name).not.toEqual([])
    }
  })

  test('[F-30] hides every property in which a secret stands, and no log has the values that are written', () => {
    expect(property('MsiHiddenProperties').split(';')).toEqual(secrets.map((name) => name.toUpperCase()).flatMap((name) => [name, `FOUND_${name}`, `WANTED_${name}`]))
    expect(table('ActionText').find((row) => row['Action'] === 'WriteRegistryValues')?.['Template']).toBe('Key: [1], Name: [2]')
    expect(table('Registry').filter((row) => secrets.includes(row['Name'] ?? '')).map((row) => row['Key'])).toEqual(['SOFTWARE\\Gatehouse'])
  })

  test('[F-01 F-30] registers the provider as its own folder says, and as no filter', () => {
    const registered = table('Registry').filter((row) => row['Component_'] === 'ProviderRegistration')
    expect(registered.map((row) => ({ key: row['Key'], name: row['Name'], value: row['Value'] }))).toEqual(expect.arrayContaining(registration.values.map(({ key, name, value }) => ({ key, name, value }))))
    expect(registered).toHaveLength(registration.values.length)
    expect(registered.map((row) => row['Root']), 'of the machine').toEqual(registration.values.map(() => '2'))
    // 256: of 64 bits.
    expect(Number(table('Component').find((row) => row['Component'] === 'ProviderRegistration')?.['Attributes']) & 256).toBe(256)
    expect(table('Registry').filter((row) => /Credential Provider Filters/i.test(row['Key'] ?? ''))).toEqual([])
  })

  test('[F-30] does what it does in this order', () => {
    const sequence = table('InstallExecuteSequence').map((row) => ({ action: row['Action'] ?? '', at: Number(row['Sequence']), if: row['Condition'] })).toSorted((one, other) => one.at - other.at)
    expect(sequence.map(({ action: name }) => name).filter((name) => !/^(Keep|Take|TakeAsText)[A-Z]/.test(name))).toEqual([
      'FindRelatedProducts', 'AppSearch', 'LaunchConditions', 'ValidateProductID', 'CostInitialize', 'FileCost', 'CostFinalize', 'MigrateFeatureStates', 'InstallValidate', 'InstallInitialize',
      'RemoveExistingProducts', 'ProcessComponents', 'LauncherLeaves', 'ReminderLeaves', 'EventsLeave', 'UnpublishFeatures', 'RemoveRegistryValues', 'RemoveFiles', 'RemoveFolders', 'CreateFolders', 'InstallFiles',
      'WriteRegistryValues', 'EventsCome', 'ReminderComes', 'LauncherUndone', 'LauncherComes', 'RegisterUser', 'RegisterProduct', 'PublishFeatures', 'PublishProduct', 'InstallFinalize',
    ])
    expect(new Set(sequence.map(({ at }) => at)).size).toBe(sequence.length)
    // What is wanted is known after the search and before the components are judged, and what is given comes after what was found.
    const at = (name: string) => sequence.find(({ action: other }) => other === name)?.at ?? NaN
    for (const { value, kind } of policies) {
      if (kind === 'list') continue
      expect([at('AppSearch'), at(`Keep${value}`), at(`Take${value}`), at('CostFinalize')].toSorted((one, other) => one - other), value).toEqual([at('AppSearch'), at(`Keep${value}`), at(`Take${value}`), at('CostFinalize')])
    }
    const condition = (name: string) => sequence.find(({ action: other }) => other === name)?.if
    expect(condition('LauncherLeaves')).toBe('REMOVE~="ALL" AND NOT UPGRADINGPRODUCTCODE')
    expect(condition('LauncherComes')).toBe('NOT REMOVE~="ALL"')
    expect(condition('LauncherUndone')).toBe('NOT Installed AND NOT WIX_UPGRADE_DETECTED')
  })

  test('[F-30] works as SYSTEM, and no failure of what leaves keeps it on the machine', () => {
    const [deferred, asSystem, whateverItSays, toUndo] = [1024, 2048, 64, 256]
    const bits = (name: string) => Number(action(name)['Type'])
    for (const name of ['LauncherComes', 'LauncherUndone', 'LauncherLeaves', 'ReminderComes', 'ReminderLeaves', 'EventsCome', 'EventsLeave']) expect(bits(name) & (deferred + asSystem), name).toBe(deferred + asSystem)
    for (const name of ['LauncherUndone', 'LauncherLeaves', 'ReminderLeaves', 'EventsLeave']) expect(bits(name) & whateverItSays, name).toBe(whateverItSays)
    // A launcher that could not prepare the machine ends the installation, and what it did is undone.
    expect(bits('LauncherComes') & whateverItSays).toBe(0)
    expect(bits('LauncherUndone') & toUndo).toBe(toUndo)
    expect([action('LauncherComes')['Target'], action('LauncherLeaves')['Target'], action('LauncherUndone')['Target']]).toEqual(['--install', '--uninstall', '--uninstall'])
    expect(table('CustomAction').filter((row) => /ENROLMENTCODE/.test(row['Target'] ?? '') && row['Type'] !== '51')).toEqual([])
  })

  test('[F-30] refuses in words', () => {
    const refusals = [
      ['NOT WIX_DOWNGRADE_DETECTED', 'A newer version of Gatehouse is already installed'],
      ['Privileged', 'rights of an administrator'],
      ['Installed OR (VersionNT64 AND PROCESSOR = "AMD64")', 'x64'],
      ['Installed OR WINDOWSBUILD >= 17763', 'Windows 10, version 1809 (build 17763)'],
    ] as const
    const rows = table('LaunchCondition')
    expect(rows.slice(0, refusals.length).map((row) => row['Condition'])).toEqual(refusals.map(([condition]) => condition))
    for (const [index, [condition, words]] of refusals.entries()) expect(rows[index]?.['Description'], condition).toContain(words)
    // Of each property that would count for nothing, as far as Windows Installer can see that.
    expect(rows.slice(refusals.length).map((row) => row['Description'])).toEqual([
      'ENABLED must be a whole number from 0 to 1', 'SHOWAFTERFAILURES must be a whole number from 0 to 10', 'LIMITMINUTES must be a whole number from 2 to 60', 'REMINDERDAYS must be a whole number from 0 to 90',
      'APIURL must be an address that begins with https://, such as https://reset.corp.example', 'PROXYMODE must be one of: system, direct, fixed, pac',
    ].map((words) => `${words}. Nothing was installed or changed.`))
  })

  test('[F-30] gives every program its version, by which an upgrade replaces it, and no hash beside that', () => {
    const hashed = table('MsiFileHash').map((row) => row['File_'])
    for (const name of ['Gatehouse.exe', 'Gatehouse.Launcher.exe', 'Gatehouse.Provider.dll', 'Gatehouse.Reminder.exe']) {
      if (name !== 'Gatehouse.exe') expect([fileRow(name)['Version'], fileRow(name, newer)['Version']], name).toEqual(['1.2.3.0', '1.3.0.0'])
      expect(fileRow(name)['Language'], name).toBe('1033')
      expect(hashed, name).not.toContain(fileRow(name)['File'])
    }
    // Every file of an older version is replaced, also by one whose own number is lower.
    expect(property('REINSTALLMODE')).toBe('amus')
    expect(fileRow('app.asar')['Version']).toBe('')
    expect(hashed).toContain(fileRow('app.asar')['File'])
  })

  test('[F-30] replaces every other build of its version and below, and refuses to replace a newer one', () => {
    expect(table('Upgrade').map((row) => [row['UpgradeCode'], row['VersionMin'], row['VersionMax'], row['Attributes'], row['ActionProperty']])).toEqual([
      [property('UpgradeCode'), '', '1.2.3', '513', 'WIX_UPGRADE_DETECTED'],
      [property('UpgradeCode'), '1.2.3', '', '2', 'WIX_DOWNGRADE_DETECTED'],
    ])
    // As released: another code, and no version would know the ones before it.
    expect(property('UpgradeCode')).toBe('{26789315-3CBD-5CAF-AEF1-05020F6C8D86}')
    expect(table('Upgrade', newer).every((row) => row['UpgradeCode'] === property('UpgradeCode'))).toBe(true)
    expect(newer.productCode).not.toBe(older.productCode)
  })

  test('[F-30] has the same components in every version, each with a path of its own by which Windows knows it', () => {
    const identities = (msi: Msi) => table('Component', msi).map((row) => [row['Component'], row['ComponentId']]).sort()
    expect(identities(newer)).toEqual(identities(older))
    expect(table('Component').find((row) => row['Component'] === 'ProviderRegistration')?.['ComponentId'], 'as released').toBe('{9BC0071D-AAAC-5690-9F2A-D1117FA0CB1F}')
    const paths = new Set([...table('File').map((row) => row['File']), ...table('Registry').map((row) => row['Registry'])])
    for (const row of table('Component')) {
      expect(paths, row['Component']).toContain(row['KeyPath'])
      expect(Number(row['Attributes']) & 256, 'of the 64-bit half').toBe(256)
    }
    expect(new Set(table('Component').map((row) => row['ComponentId'])).size).toBe(table('Component').length)
    expect(table('FeatureComponents').length).toBe(table('Component').length)
  })

  test('[F-30] lets nobody but administrators write, and the sandbox read', () => {
    const permissions = table('MsiLockPermissionsEx')
    const of = (object: string) => permissions.find((row) => row['LockObject'] === object)?.['SDDLText']
    expect(of('ProgramFolder')).toBe('D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;AU)(A;OICI;0x1200a9;;;AC)(A;OICI;0x1200a9;;;S-1-15-2-2)')
    for (const row of table('Registry').filter(({ Key = '' }) => Key.startsWith('SOFTWARE\\Gatehouse'))) {
      expect(of(row['Registry'] ?? ''), row['Registry']).toBe('D:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)')
    }
    // A folder whose name no command line can set: it is private, in small letters too.
    expect(property('SecureCustomProperties')).not.toMatch(/Folder/i)
  })

  test('[F-30] holds the client\'s folder and what lies beside it', () => {
    const names = table('File').map((row) => row['FileName'])
    expect(names).toEqual(expect.arrayContaining([...ours, 'Gatehouse.exe', 'app.asar', 'ffmpeg.dll', 'en-US.pak']))
    expect(names.length).toBe(older.files)
  })

  test('[F-30] is the same file, byte for byte, when it is made again of the same', async () => {
    const again = await workshop.build('1.2.3')
    expect(again.file).not.toBe(older.file)
    expect(readFileSync(again.file).equals(readFileSync(older.file))).toBe(true)
  })
})
