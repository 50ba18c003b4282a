import { Secret } from '@gatehouse/contract'
import { choose } from '../../groundwork/texts/languages.ts'
import { fill } from '../../groundwork/texts/naming.ts'
import type { AlarmMessage, Audit } from '../recovery/ports.ts'
import { NotSentYet } from './deliver-code.ts'
import type { Log, Mail, Send } from './ports.ts'
import type { Languages } from './texts.ts'

export type AlarmParts = {
  /** The helpdesk's mailbox; undefined: it hears of nothing, and the record is all there is. */
  helpdesk: { mail: string; language: string } | undefined
  texts: () => Languages
  company: string
  mail: Send<Mail>
  audit: Audit
  log: Log
}

/**
 * Tells the helpdesk of a case that it must look at, at least once, under the same Message-ID.
 * @throws NotSentYet when it is to be tried again
 */
export async function deliverAlarm({ alarm, caseNumber }: AlarmMessage, { helpdesk, texts, company, mail, audit, log }: AlarmParts): Promise<void> {
  const about = { alarm, caseNumber }
  if (!helpdesk) {
    log.warn(about, 'the helpdesk is not told: company.helpdeskMail is not set')
    await audit.record([{ kind: 'alarm-failed', ...about, why: 'no-address' }])
    return
  }
  const [, { subject, body }] = choose(texts(), helpdesk.language, ({ alarms }) => alarms?.[alarm])
  const values = { company, caseNumber }
  const result = await mail({ id: `${caseNumber}.${alarm}`, to: helpdesk.mail, subject: fill(subject, values), text: new Secret(fill(body, values)) })
  switch (result.fate) {
    case 'sent':
      log.info(about, 'the helpdesk was told')
      await audit.record([{ kind: 'alarm-sent', ...about }])
      return
    case 'refused':
      log.error({ ...about, why: result.why }, 'the helpdesk is not told: refused')
      await audit.record([{ kind: 'alarm-failed', ...about, why: 'refused' }])
      return
    case 'not-now': case 'unknown':
      log.warn({ ...about, why: result.why }, 'the helpdesk is not told yet')
      throw new NotSentYet('provider')
  }
}
