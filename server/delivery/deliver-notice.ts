import { Secret } from '@gatehouse/contract'
import type { AuditEntry } from '../recovery/audit.ts'
import { type Audit, type Directory, DirectoryProblem, type NoticeMessage, type Recoveries } from '../recovery/ports.ts'
import { isAddress } from './address.ts'
import { NotSentYet } from './deliver-code.ts'
import { type Notice, noticeDue } from './notice-due.ts'
import type { Destination, Fate, Log, Mail, Send, Sms } from './ports.ts'
import type { ReadNumber } from './sms/number.ts'
import type { WriteNotice } from './write-notice.ts'

export type NoticeParts = {
  recoveries: Pick<Recoveries, 'byId'>
  directory: Pick<Directory, 'privateMail' | 'ownMail' | 'privateNumber'>
  write: WriteNotice
  mail: Send<Mail>
  /** Absent: nothing goes out as SMS. */
  sms?: { read: ReadNumber; send: Send<Sms> } | undefined
  audit: Audit
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
}

/** Milliseconds after which a notice is given up. The queue tries for a little longer (queue.ts), so that this is on the record. */
const GIVEN_UP_AFTER = 48 * 3_600_000

/**
 * Tells a person at one of their addresses what was done with their account, at least once (S-14, F-24): what may not have arrived
 * goes out again, under the same Message-ID, by which mailboxes know that it is the same.
 * @throws NotSentYet when it is to be tried again
 */
export async function deliverNotice(message: NoticeMessage, parts: NoticeParts): Promise<void> {
  const { audit, log, now } = parts
  try {
    await attempt(message, parts)
  } catch (error) {
    if (!(error instanceof NotSentYet) || now() - (message.late ?? message.since) < GIVEN_UP_AFTER) throw error
    log.error({ ...message, why: error.message }, 'notice not sent: tried for two days')
    await audit.record([{ kind: 'notice-failed', recovery: message.recovery, way: message.notice, why: 'gave-up' }])
  }
}

async function attempt(message: NoticeMessage, parts: NoticeParts): Promise<void> {
  const { recoveries, audit, log, now } = parts
  const notice = noticeDue((await recoveries.byId(message.recovery))?.recovery, message, now())
  if (notice.due === 'later') throw new NotSentYet('outcome')
  if (notice.due === 'never') {
    log.info({ ...message, why: notice.why }, 'notice not sent: nothing to tell')
    return
  }
  const about = { recovery: message.recovery, caseNumber: notice.caseNumber, way: message.notice }
  const failed = (why: string): AuditEntry[] => [{ kind: 'notice-failed', ...about, why }]
  const destination = await destinationOf(message, notice.person, parts)
  if ('missing' in destination) {
    log.info({ ...message, caseNumber: notice.caseNumber, why: destination.missing }, 'notice not sent: it has nowhere to go')
    await audit.record(failed('no-address'))
    return
  }
  const result = await send(message, destination, notice, parts)
  switch (result.fate) {
    case 'sent':
      log.info({ ...message, caseNumber: notice.caseNumber }, 'notice sent')
      await audit.record([{ kind: 'notice-sent', ...about }])
      return
    case 'refused':
      log.error({ ...message, caseNumber: notice.caseNumber, why: result.why }, 'notice not sent: refused')
      await audit.record(failed('refused'))
      return
    case 'not-now': case 'unknown':
      log.warn({ ...message, caseNumber: notice.caseNumber, why: result.why }, 'notice not sent yet')
      throw new NotSentYet('provider')
  }
}

async function destinationOf({ notice }: NoticeMessage, person: string, { directory, sms, log }: NoticeParts): Promise<Destination> {
  try {
    if (notice === 'number') {
      if (!sms) return { missing: 'the settings name no provider of SMS' }
      const kept = await directory.privateNumber(person)
      return kept === undefined ? { missing: 'no mobile number is held' } : sms.read(kept)
    }
    const address = notice === 'own-mail' ? await directory.ownMail(person) : await directory.privateMail(person)
    return address !== undefined && isAddress(address) ? { to: new Secret(address) } : { missing: 'no address is held' }
  } catch (error) {
    log.warn({ why: error instanceof DirectoryProblem ? error.message : 'unexpected' }, 'the directory does not say where notices go')
    throw new NotSentYet('directory')
  }
}

function send({ recovery, notice: target, since, late }: NoticeMessage, { to }: { to: Secret }, notice: Notice, { write, mail, sms }: NoticeParts): Promise<Fate> {
  const id = `${recovery}.${target}.${since}${late === undefined ? '' : '.late'}`
  const { subject, text, short } = write(notice)
  if (target !== 'number') return mail({ id, to: to.reveal(), subject, text: new Secret(text) })
  return sms ? sms.send({ id, to, text: new Secret(short) }) : Promise.resolve({ fate: 'refused', why: 'no provider' })
}
