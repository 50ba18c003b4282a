import * as v from 'valibot'
import { MAILBOX, SENDER } from './address-rules.ts'
import { databaseHost, isPostgresql, tlsWords } from './database-url.ts'
import { DevicesSettings } from './devices-schema.ts'
import { Directory } from './directory-schema.ts'
import { days, file, oneOf, port, text, yesOrNo } from '../../groundwork/settings/kinds.ts'
import { listener } from '../../groundwork/settings/listener.ts'
import { isNetwork } from './networks.ts'
import { Portal } from './portal-schema.ts'
import { Registration } from './registration-schema.ts'
import { Sms } from './sms-schema.ts'
import { Voice } from './voice-schema.ts'

/** What the settings file may say. Messages are written as `fit.ts` asks: what would be right, or what is wrong; what would be right. */

const POSTGRES = 'must be like postgres://gatehouse@db.corp.example/gatehouse?sslmode=verify-full'
const MAIL = 'must be an address like gatehouse@corp.example'

const PROXY = 'must be an address or a network like 192.0.2.7 or 10.1.0.0/16, and not everybody'
const proxies = v.pipe(
  v.array(v.pipe(v.string(PROXY), v.trim(), v.check(isNetwork, `is no proxy; ${PROXY}`)), 'must be a list of addresses and networks'),
  v.description('Proxies and load balancers in front of us. Only from them is a forwarded address (X-Forwarded-For) believed.'),
)

const Listen = v.strictObject({
  ...listener(8443),
  proxies: v.optional(proxies, []),
})

const Database = v.strictObject({
  folder: v.optional(file('Embedded database in this folder: one server, no PostgreSQL needed.')),
  url: v.optional(v.pipe(
    text('PostgreSQL, with `?sslmode=verify-full` unless it is on this machine. Its password belongs in `passwordFile` or the whole in the variable DATABASE_URL.'),
    v.check(isPostgresql, `is no PostgreSQL address; ${POSTGRES}`),
    v.check((url) => databaseHost(url) !== '', `names no host; ${POSTGRES}`),
    // These would be read from the disk by a driver, or weaken what it verifies.
    v.check((url) => tlsWords(url).every((word) => word === 'sslmode'), 'says more about TLS than `sslmode`; must be without it: the authority belongs in `caFile`'),
  )),
  caFile: v.optional(file("PEM of the authority that signed the database's certificate; the machine's own list where absent.")),
  passwordFile: v.optional(file('Holds the password for `url`.')),
})

const mailServer = {
  host: text('Mail server by the name in its certificate.'),
  port: v.optional(port('Usually 587 for starttls, 465 for tls.'), 587),
  tls: v.optional(oneOf(['starttls', 'tls'], 'How the connection is encrypted; it always is.'), 'starttls'),
  caFile: v.optional(file("PEM of the authority that signed the mail server's certificate; the machine's own list where absent.")),
  user: v.optional(text('Account at the mail server, where it asks for one.')),
}

const Mail = v.strictObject({
  ...mailServer,
  passwordFile: v.optional(file("Holds that account's password. The variable GATEHOUSE_MAIL_PASSWORD does as well.")),
  from: v.pipe(
    text('Sender, as `gatehouse@corp.example` or `Gatehouse <gatehouse@corp.example>`.'),
    v.maxLength(254, `is longer than an address can be; ${MAIL}`),
    v.regex(SENDER, `is no mail address; ${MAIL}`),
  ),
  fallback: v.optional(v.pipe(
    v.array(v.strictObject({ ...mailServer, passwordFile: v.optional(file("Holds that account's password.")) }), 'must be a list of mail servers'),
    v.description('Further mail servers, asked in this order where the ones before certainly did not take a mail.'),
  ), []),
})

export const Settings = v.strictObject({
  listen: v.optional(Listen, {}),
  internal: v.optional(v.strictObject(listener(9443))),
  portal: v.optional(Portal),
  registration: v.optional(Registration),
  devices: v.optional(DevicesSettings),
  database: Database,
  keys: v.optional(v.strictObject({
    codesFile: v.optional(file('At least 32 random bytes in base64: `openssl rand -base64 32`. Codes are derived from it; during a change of keys another one may follow on a line of its own, with which codes are judged as well. Required, unless the variable GATEHOUSE_KEYS_CODES is set.')),
    auditFile: v.optional(file('At least 32 random bytes in base64, another key than the one for codes. The record of what happened is made with it, and checked. After a change the keys before it follow, one a line. Required, unless the variable GATEHOUSE_KEYS_AUDIT is set.')),
    registrationsFile: v.optional(file('At least 32 random bytes in base64, a third key. What people registered is sealed with it. During a change the key before it follows, on a line of its own. Whoever loses it has lost what people registered. Required, unless the variable GATEHOUSE_KEYS_REGISTRATIONS is set.')),
  }), {}),
  policyFile: file('The policy: what a person must pass. See policy.schema.json.'),
  company: v.strictObject({
    name: text('Shown on the screens.'),
    helpdesk: text('The telephone number that the screens show.'),
    helpdeskMail: v.optional(v.pipe(
      text('Mailbox that is told of cases that somebody must look at: a call or a registration that was not theirs. It gets case numbers and no names.'),
      v.regex(MAILBOX, 'is no mail address; must be an address like helpdesk@corp.example'),
    )),
    language: v.optional(v.pipe(
      text('Language of what the helpdesk is told, as a tag such as en or de.'),
      v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/u, 'is no language; must be a tag like en, de or pt-BR'),
    ), 'en'),
    timeZone: v.optional(v.pipe(
      text('Time zone in which people are told when something happened, such as Europe/Berlin. That of this machine where absent.'),
      v.check(isTimeZone, 'is no time zone; must be like Europe/Berlin'),
    )),
  }),
  directory: Directory,
  mail: Mail,
  sms: v.optional(Sms),
  voice: v.optional(Voice),
  audit: v.optional(v.strictObject({
    headsFolder: v.optional(text('Each minute the newest head of the record is written there, for copies elsewhere. A relative path counts from the folder of this file.')),
    inLog: v.optional(yesOrNo('Whether each entry is also a line of the log, for whatever collects it.'), true),
  }), {}),
  retention: v.optional(v.strictObject({
    recoveriesDays: v.optional(days('How long the record of a recovery is kept after its end. Its notices are tried for two days.', 3), 90),
    auditDays: v.optional(days('How long the audit keeps an entry. `gatehouse-server audit cut` removes what is older.', 30), 730),
    registrationsDays: v.optional(days('How long what somebody registered is kept after their account was first seen to be gone from the directory.', 1), 30),
  }), {}),
  log: v.optional(v.strictObject({
    level: v.optional(oneOf(['debug', 'info', 'warn', 'error'], 'The least important that is written.'), 'info'),
  }), {}),
})
export type Settings = v.InferOutput<typeof Settings>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}
