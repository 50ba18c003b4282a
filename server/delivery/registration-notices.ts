import { Secret } from '@gatehouse/contract'
import { type Audit, type Directory, DirectoryProblem } from '../recovery/ports.ts'
import type { Former, Registered, Registration, RegistrationNotice, Registrations } from '../registration/ports.ts'
import { isAddress } from './address.ts'
import { NotSentYet } from './deliver-code.ts'
import type { Fate, Log, Mail, Send, Sms } from './ports.ts'
import type { WriteRegistrationNotice } from './write-registration.ts'

/** A notice for one place: a word of ours, or the kind and slot of what is registered. */
export type NoticeTo = RegistrationNotice & { readonly to: string }

export type RegistrationNoticeParts = {
  registrations: Pick<Registrations, 'read'>
  directory: Pick<Directory, 'privateMail' | 'ownMail' | 'managerMail' | 'account'>
  /** Whether managers hear of it. */
  tellsManager: () => boolean
  write: WriteRegistrationNotice
  mail: Send<Mail>
  /** Absent: nothing goes out as SMS. */
  sms?: Send<Sms> | undefined
  /** Queues one notice for one place, once however often it is asked for. */
  enqueue: (notice: NoticeTo) => Promise<void>
  audit: Audit
  log: Log
  now: () => number
}

/** Milliseconds after which a notice is given up. The queue tries for a little longer, so that this is on the record. */
const GIVEN_UP_AFTER = 48 * 3_600_000

/**
 * Finds out where a change is told: at all that the person had before it and still has, at what they had until a while ago, at both
 * addresses of the directory, and at their manager (S-16). What was put there by the change itself is told nothing.
 * Each place is a job of its own: one that is away keeps nobody else from hearing of it, and nobody hears it again for it.
 */
export async function spreadNotice(notice: RegistrationNotice, { registrations, tellsManager, sms, enqueue }: RegistrationNoticeParts): Promise<void> {
  const registered = await registrations.read(notice.person)
  // What nobody has proved bears the time at which it was brought.
  const contacts = [...registered.has.mail, ...(sms ? registered.has.number : [])].filter(({ provedAt, confirmedAt }) => (provedAt ?? confirmedAt) !== notice.at)
  const former = registered.former.filter(({ kind }) => kind === 'mail' || sms !== undefined)
  const places = [
    'private-mail', 'own-mail', ...(tellsManager() ? ['manager'] : []),
    ...[...contacts, ...former].map(({ kind, slot }) => `${kind}:${slot}`),
  ]
  for (const to of places) await enqueue({ ...notice, to })
}

/**
 * Tells one place, at least once: what may not have arrived goes out again under the same Message-ID, by which mailboxes know it.
 * @throws NotSentYet when it is to be tried again
 */
export async function deliverRegistrationNotice(notice: NoticeTo, parts: RegistrationNoticeParts): Promise<void> {
  const { audit, log, now } = parts
  const place = notice.to.split(':')[0] ?? ''
  const about = { told: notice.told, to: place, person: notice.person, caseNumber: notice.caseNumber }
  const logged = { told: notice.told, to: place, caseNumber: notice.caseNumber }
  const result = await attempt(notice, parts)
  if (result === undefined) {
    log.info(logged, 'notice of registration not sent: it has nowhere to go')
    return
  }
  if (result.fate === 'sent') {
    await audit.record([{ kind: 'registration-notice-sent', ...about }])
    log.info(logged, 'notice of registration sent')
    return
  }
  const isGivenUp = now() - notice.at >= GIVEN_UP_AFTER
  if (result.fate !== 'refused' && !isGivenUp) {
    log.warn({ ...logged, why: result.why }, 'notice of registration not sent yet')
    throw new NotSentYet('provider')
  }
  await audit.record([{ kind: 'registration-notice-failed', ...about, why: isGivenUp ? 'gave-up' : 'refused' }])
  log.error({ ...logged, why: result.why }, 'notice of registration not sent')
}

async function attempt(notice: NoticeTo, parts: RegistrationNoticeParts): Promise<Fate | undefined> {
  const { directory, registrations, write, mail, sms } = parts
  const id = `${notice.caseNumber}.${notice.at}.${notice.told}.${notice.to.replace(':', '-')}.registration`
  try {
    const account = (await directory.account(notice.person))?.name
    if (account === undefined) return undefined
    const written = write(notice, account)
    const toMail = (to: string | undefined) => (to !== undefined && isAddress(to) ? mail({ id, to, subject: written.subject, text: new Secret(written.text) }) : undefined)
    switch (notice.to) {
      case 'private-mail': return await toMail(await directory.privateMail(notice.person))
      case 'own-mail': return await toMail(await directory.ownMail(notice.person))
      case 'manager': return await toMail(await directory.managerMail?.(notice.person))
      default: {
        const one = standing(await registrations.read(notice.person), notice.to)
        if (!one) return undefined
        return one.kind === 'mail' ? await toMail(one.value.reveal()) : await sms?.({ id, to: one.value, text: new Secret(written.short) })
      }
    }
  } catch (error) {
    if (error instanceof DirectoryProblem) return { fate: 'not-now', why: error.message }
    throw error
  }
}

function standing({ has, former }: Registered, to: string): Registration | Former | undefined {
  return [...has.mail, ...has.number, ...former].find(({ kind, slot }) => `${kind}:${slot}` === to)
}
