import type { Codes } from '../gates/codes.ts'
import type { Gates } from '../gates/list.ts'
import type { Audit, Directory, Recoveries } from '../recovery/ports.ts'
import type { Throttle } from '../throttle/throttle.ts'
import { byMail, bySms, noCarrier } from './carriers.ts'
import { deliverCode } from './deliver-code.ts'
import { deliverNotice } from './deliver-notice.ts'
import type { SmtpSettings } from './dialler.ts'
import { inTurn } from './in-turn.ts'
import type { Log, Mail, Messages, Sms } from './ports.ts'
import type { Handlers } from './queue.ts'
import { readNumber } from './sms/number.ts'
import { receiptReader } from './sms/receipts.ts'
import { type SmsProviderSettings, smsProviders } from './sms/sms-providers.ts'
import { smtpSender } from './smtp.ts'
import { mailServerCheck } from './smtp-check.ts'
import type { Languages } from './texts.ts'
import { type Watch, watch } from './watch.ts'
import { writeMail, writeSms } from './write-code.ts'
import { writeNotice } from './write-notice.ts'

export type DeliverySettings = {
  /** In the order in which they are asked. */
  mail: readonly SmtpSettings[]
  sms?: { country: Parameters<typeof readNumber>[0]; providers: readonly SmsProviderSettings[] } | undefined
  company: { name: string; helpdesk: string; timeZone: string }
  /** Asked for each message: they can change. */
  texts: () => Languages
}

export type DeliveryWorld = {
  recoveries: Pick<Recoveries, 'byId'>
  directory: Pick<Directory, 'privateMail' | 'ownMail' | 'privateNumber'>
  messages: Messages
  gates: Gates
  codes: Codes
  audit: Audit
  throttle: Pick<Throttle, 'send'>
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
}

export type Delivery = {
  readonly handlers: Handlers
  readonly watch: Watch
  /** Resolves when one mail server answers. @throws Error that says why none does */
  readonly checkMail: () => Promise<void>
  readonly close: () => Promise<void>
}

/** All that brings messages to people, from the settings on. Connections that are kept are made at once. */
export function deliveryOf({ mail: servers, sms: settings, company, texts }: DeliverySettings, world: DeliveryWorld): Delivery {
  const { directory, log } = world
  const about = { company: company.name, helpdesk: company.helpdesk }
  const mails = servers.map((server) => ({ name: `${server.host}:${server.port}`, send: smtpSender(server), check: mailServerCheck(server) }))
  const shorts = settings ? smsProviders(settings.providers, { log, onReceipt: receiptReader(world) }) : []
  const watched = watch([...mails.map((one) => ({ way: 'email' as const, ...one })), ...shorts.map(({ name, check }) => ({ way: 'sms' as const, name, check }))], log)

  const mail = inTurn<Mail>(mails, log, watched.isDown)
  const sms = settings && { read: readNumber(settings.country), send: inTurn<Sms>(shorts, log, watched.isDown) }
  const carriers = {
    email: byMail({ directory, write: writeMail(texts, about), send: mail }),
    sms: sms ? bySms({ directory, write: writeSms(texts, about), ...sms }) : noCarrier,
  }
  const notices = { ...world, mail, sms, write: writeNotice(texts, about, company.timeZone) }

  return {
    handlers: { code: (message) => deliverCode(message, { ...world, carriers }), notice: (message) => deliverNotice(message, notices) },
    watch: watched,
    checkMail: () => Promise.any(mails.map(({ check }) => check())).catch((error: unknown) => {
      throw error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
    }),
    async close() {
      watched.stop()
      for (const { send } of mails) send.close()
      await Promise.all(shorts.map((provider) => provider.close()))
    },
  }
}
