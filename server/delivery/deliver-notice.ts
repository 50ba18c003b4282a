import { Secret } from '@gatehouse/contract'
import { type Audit, type Directory, DirectoryProblem, type NoticeMessage, type Recoveries } from '../recovery/ports.ts'
import type { Contacts } from '../registration/contacts.ts'
import { isAddress } from './address.ts'
import { NotSentYet } from './deliver-code.ts'
import { type Notice, noticeDue } from './notice-due.ts'
import type { Fate, Log, Mail, NoticesTold, Send, Sms } from './ports.ts'
import type { ReadNumber } from './sms/number.ts'
import type { WriteNotice } from './write-notice.ts'

export type NoticeParts = {
  recoveries: Pick<Recoveries, 'byId'>
  directory: Pick<Directory, 'ownMail'>
  contacts: Pick<Contacts, 'forNotices'>
  told: NoticesTold
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
 * Tells a person at all their addresses of one kind what was done with their account, at least once (S-14, F-24): what may not have arrived
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
  const places = await placesOf(message, notice.person, parts)
  const [first, ...others] = places
  if (!first) {
    log.info({ ...message, caseNumber: notice.caseNumber }, 'notice not sent: it has nowhere to go')
    await audit.record([{ kind: 'notice-failed', ...aboutOf(message, notice), why: 'no-address' }])
    return
  }
  if (others.length === 0) await settle(first, message, notice, parts)
  else await settleEach(places, message, notice, parts)
}

/** Each by itself: who has heard is not told again because another could not be reached. */
async function settleEach(places: readonly NoticePlace[], message: NoticeMessage, notice: Notice, parts: NoticeParts): Promise<void> {
  const { told } = parts
  const before = await told.of(message.recovery)
  let waiting: NotSentYet | undefined
  for (const place of places) {
    const name = nameOf(message, place)
    if (before.has(name)) continue
    try {
      await settle(place, message, notice, parts)
    } catch (error) {
      if (!(error instanceof NotSentYet)) throw error
      waiting = error
      continue
    }
    await told.add(message.recovery, name)
  }
  if (waiting) throw waiting
}

/** @throws NotSentYet */
async function settle(place: NoticePlace, message: NoticeMessage, notice: Notice, parts: NoticeParts): Promise<void> {
  const { audit, log } = parts
  const about = aboutOf(message, notice)
  const result = await send(message, place, notice, parts)
  switch (result.fate) {
    case 'sent':
      log.info({ ...message, caseNumber: notice.caseNumber }, 'notice sent')
      await audit.record([{ kind: 'notice-sent', ...about }])
      return
    case 'refused':
      log.error({ ...message, caseNumber: notice.caseNumber, why: result.why }, 'notice not sent: refused')
      await audit.record([{ kind: 'notice-failed', ...about, why: 'refused' }])
      return
    case 'not-now': case 'unknown':
      log.warn({ ...message, caseNumber: notice.caseNumber, why: result.why }, 'notice not sent yet')
      throw new NotSentYet('provider')
  }
}

const aboutOf = ({ recovery, notice: way }: NoticeMessage, { caseNumber }: Notice) => ({ recovery, caseNumber, way })

/** `name`: of the place among those of its kind. */
type NoticePlace = { name: string; to: Secret }

/** What is nothing that a message can be sent to is left out. */
async function placesOf({ notice }: NoticeMessage, person: string, { directory, contacts, sms, log }: NoticeParts): Promise<readonly NoticePlace[]> {
  try {
    if (notice === 'own-mail') {
      const address = await directory.ownMail(person)
      return address !== undefined && isAddress(address) ? [{ name: 'directory', to: new Secret(address) }] : []
    }
    if (notice === 'private-mail') {
      const known = await contacts.forNotices(person, 'mail')
      return known.flatMap(({ name, value }) => (isAddress(value.reveal()) ? [{ name, to: value }] : []))
    }
    if (!sms) return []
    const known = await contacts.forNotices(person, 'number')
    return known.flatMap(({ name, value }) => {
      const number = sms.read(value.reveal())
      return 'to' in number ? [{ name, to: number.to }] : []
    })
  } catch (error) {
    log.warn({ why: error instanceof DirectoryProblem ? error.message : error instanceof Error ? error.name : 'unexpected' }, 'nobody says where notices go')
    throw new NotSentYet('directory')
  }
}

/** The same for the same message, however often it goes there. The directory's place has none of its own: it had the name before there were others. */
const nameOf = ({ recovery, notice, since, late }: NoticeMessage, { name }: NoticePlace) =>
  `${recovery}.${notice}.${since}${late === undefined ? '' : '.late'}${name === 'directory' ? '' : `.${name}`}`

function send(message: NoticeMessage, place: NoticePlace, notice: Notice, { write, mail, sms }: NoticeParts): Promise<Fate> {
  const [id, { to }] = [nameOf(message, place), place]
  const { subject, text, short } = write(notice)
  if (message.notice !== 'number') return mail({ id, to: to.reveal(), subject, text: new Secret(text) })
  return sms ? sms.send({ id, to, text: new Secret(short) }) : Promise.resolve({ fate: 'refused', why: 'no provider' })
}
