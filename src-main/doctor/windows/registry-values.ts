/** As the provider is registered (windows/provider/). */
export const PROVIDER = '{6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41}'

/** Keys below HKEY_LOCAL_MACHINE. */
export const keys = {
  system: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
  winlogon: 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
  personalization: 'SOFTWARE\\Policies\\Microsoft\\Windows\\Personalization',
  appx: 'SOFTWARE\\Policies\\Microsoft\\Windows\\Appx',
  windowsSystem: 'SOFTWARE\\Policies\\Microsoft\\Windows\\System',
  lsa: 'SYSTEM\\CurrentControlSet\\Control\\Lsa',
  applicationIdentity: 'SYSTEM\\CurrentControlSet\\Services\\AppIDSvc',
  listed: `SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\${PROVIDER}`,
  server: `SOFTWARE\\Classes\\CLSID\\${PROVIDER}\\InprocServer32`,
} as const

/** What the launcher reads for the doctor; the value '' is a key's default one. Nothing else of the registry is read for it but our own values. */
export const registryValues = [
  [keys.system, 'EnableLUA'],
  [keys.system, 'HideFastUserSwitching'],
  [keys.system, 'DontDisplayLastUserName'],
  [keys.system, 'scforceoption'],
  [keys.system, 'Shell'],
  [keys.system, 'EnableLostMode'],
  [keys.system, 'ExcludedCredentialProviders'],
  [keys.winlogon, 'Shell'],
  [keys.personalization, 'NoLockScreen'],
  [keys.appx, 'BlockNonAdminUserInstall'],
  [keys.windowsSystem, 'DisableLockScreenAppNotifications'],
  [keys.windowsSystem, 'EnableLostMode'],
  [keys.lsa, 'disabledomaincreds'],
  [keys.applicationIdentity, 'Start'],
  [keys.listed, ''],
  [keys.listed, 'Disabled'],
  [keys.server, ''],
  [keys.server, 'ThreadingModel'],
] as const satisfies readonly (readonly [key: string, value: string])[]
