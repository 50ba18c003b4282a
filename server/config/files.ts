import { anything, certificate, codesKey, type FileKind, keys, keytab, oneKeyOrTwo, oneLine, privateKey } from '../../groundwork/settings/named-file.ts'

/** What a setting that names a file wants to find in it; `*` stands for each entry of a list. */
export const fileSettings = {
  'listen.certificateFile': { secret: false, judge: certificate },
  'listen.keyFile': { secret: true, judge: privateKey },
  'internal.certificateFile': { secret: false, judge: certificate },
  'internal.keyFile': { secret: true, judge: privateKey },
  'keys.codesFile': { secret: true, judge: oneKeyOrTwo },
  'keys.auditFile': { secret: true, judge: keys },
  'keys.registrationsFile': { secret: true, judge: keys },
  'registration.negotiate.keytabFile': { secret: true, judge: keytab },
  'registration.negotiate.certificateFile': { secret: false, judge: certificate },
  'policyFile': { secret: false, judge: anything },
  'directory.domains.*.caFile': { secret: false, judge: certificate },
  'directory.domains.*.passwordFile': { secret: true, judge: oneLine },
  'mail.caFile': { secret: false, judge: certificate },
  'mail.passwordFile': { secret: true, judge: oneLine },
  'mail.fallback.*.caFile': { secret: false, judge: certificate },
  'mail.fallback.*.passwordFile': { secret: true, judge: oneLine },
  'sms.maker.caFile': { secret: false, judge: certificate },
  'sms.maker.passwordFile': { secret: true, judge: oneLine },
  'sms.providers.*.caFile': { secret: false, judge: certificate },
  'sms.providers.*.passwordFile': { secret: true, judge: oneLine },
  'voice.caFile': { secret: false, judge: certificate },
  'voice.keyFile': { secret: true, judge: codesKey },
  'database.caFile': { secret: false, judge: certificate },
  'database.passwordFile': { secret: true, judge: oneLine },
} as const satisfies Record<string, FileKind>
export type FileSetting = keyof typeof fileSettings
export const fileSettingNames = Object.keys(fileSettings).filter((name): name is FileSetting => name in fileSettings)
