import type { Codes } from '../gates/codes.ts'
import type { Gates } from '../gates/list.ts'
import type { Pace } from '../recovery/evenly.ts'
import type { Audit, Directory, Judges, Recoveries } from '../recovery/ports.ts'
import type { Contacts } from '../registration/contacts.ts'
import type { Throttle } from '../throttle/throttle.ts'
import type { VoiceLine } from '../voice/line.ts'
import { byMail, byMaker, bySms, noCarrier } from './carriers.ts'
import { deliverAlarm } from './deliver-alarm.ts'
import { deliverCode } from './deliver-code.ts'
import { deliverNotice } from './deliver-notice.ts'
import type { SmtpSettings } from './dialler.ts'
import { inTurn } from './in-turn.ts'
import type { Log, Mail, Messages, NoticesTold, Send, Sms } from './ports.ts'
import type { Handlers } from './queue.ts'
import { judgedBy } from './sms/maker-judges.ts'
import { receiptReader } from './sms/receipts.ts'
import { shortMessages, type ShortMessageSettings } from './sms/short-messages.ts'
import { smtpSender } from './smtp.ts'
import { mailServerCheck } from './smtp-check.ts'
import type { Languages } from './texts.ts'
import { type Watch, watch, type Watched } from './watch.ts'
import { writeMail, writeSms } from './write-code.ts'
import { writeNotice } from './write-notice.ts'

export type DeliverySettings = {
  /** In the order in which they are asked. */
  mail: readonly SmtpSettings[]
  sms?: ShortMessageSettings | undefined
  /** Who calls people; looked after as those are who bring messages. */
  voice?: Pick<VoiceLine, 'check'> | undefined
  company: { name: string; helpdesk: string; helpdeskMail?: string; language: string; timeZone: string }
  /** Asked for each message: they can change. */
  texts: () => Languages
}

export type DeliveryWorld = {
  recoveries: Pick<Recoveries, 'byId'>
  directory: Pick<Directory, 'ownMail'>
  contacts: Contacts
  told: NoticesTold
  messages: Messages
  gates: Gates
  codes: Codes
  audit: Audit
  throttle: Pick<Throttle, 'send'>
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
  pace: Pick<Pace, 'elapsed' | 'pause'>
}

export type Delivery = {
  /** Of all messages but calls. */
  readonly handlers: Omit<Handlers, 'call'>
  readonly watch: Watch
  /** What else is written goes out by the same; no SMS where nobody carries any. */
  readonly send: { readonly mail: Send<Mail>; readonly sms?: Send<Sms> | undefined }
  /** Of codes that somebody else makes; undefined: nobody does. */
  readonly judge: Judges['judge'] | undefined
  /** Resolves when one mail server answers. @throws Error that says why none does */
  readonly checkMail: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Asked like everybody who brings messages: whether a call could be made now. */
export const watchedVoice = (voice: Pick<VoiceLine, 'check'> | undefined): Watched[] => (voice ? [{ way: 'call', name: 'voice', check: voice.check }] : [])

/** All that brings messages to people, from the settings on. Connections that are kept are made at once. */
export function deliveryOf({ mail: servers, sms: settings, voice, company, texts }: DeliverySettings, world: DeliveryWorld): Delivery {
  const { contacts, log } = world
  const about = { company: company.name, helpdesk: company.helpdesk }
  const mails = servers.map((server) => ({ name: `${server.host}:${server.port}`, send: smtpSender(server), check: mailServerCheck(server) }))
  const short = settings && shortMessages(settings, { log, onReceipt: receiptReader(world) })
  const watched = watch([...mails.map((one) => ({ way: 'email' as const, ...one })), ...(short?.watched ?? []), ...watchedVoice(voice)], log)

  const mail = inTurn<Mail>(mails, log, watched.isDown)
  const sms = short && short.providers.length > 0 ? { read: short.read, send: inTurn<Sms>(short.providers, log, watched.isDown) } : undefined
  const carriers = {
    email: byMail({ contacts, write: writeMail(texts, about), send: mail }),
    sms: short?.maker ? byMaker({ contacts, read: short.read, maker: short.maker, messages: world.messages })
      : sms ? bySms({ contacts, write: writeSms(texts, about), ...sms }) : noCarrier,
  }
  const notices = { ...world, mail, sms, write: writeNotice(texts, about, company.timeZone) }

  const alarms = {
    ...world, texts, mail, company: company.name,
    helpdesk: company.helpdeskMail === undefined ? undefined : { mail: company.helpdeskMail, language: company.language },
  }

  return {
    handlers: { alarm: (message) => deliverAlarm(message, alarms), code: (message) => deliverCode(message, { ...world, carriers }), notice: (message) => deliverNotice(message, notices) },
    watch: watched,
    send: { mail, sms: sms?.send },
    judge: short?.maker && judgedBy({ ...world, maker: short.maker }),
    checkMail: () => Promise.any(mails.map(({ check }) => check())).catch((error: unknown) => {
      throw error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
    }),
    async close() {
      watched.stop()
      for (const { send } of mails) send.close()
      await Promise.all((short?.providers ?? []).map((provider) => provider.close()))
    },
  }
}
