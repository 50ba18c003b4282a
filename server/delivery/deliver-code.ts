import type { Codes } from '../gates/codes.ts'
import type { Gates } from '../gates/list.ts'
import { type CodeMessage, type Directory, DirectoryProblem, type Recoveries } from '../recovery/ports.ts'
import { isAddress } from './address.ts'
import { type Due, dueNow, nameOf } from './due.ts'
import type { Fate, Log, Mail, Messages, Send, Write } from './ports.ts'

export type DeliveryParts = {
  recoveries: Pick<Recoveries, 'byId'>
  messages: Messages
  directory: Pick<Directory, 'privateMail'>
  gates: Gates
  codes: Codes
  write: Write
  send: Send
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
}

/** Nothing was sent and nothing is lost: the queue may try again. It says no more, since queues keep what is thrown. */
export class NotSentYet extends Error {
  constructor(why: 'directory' | 'mail-server') {
    super(why)
    this.name = 'NotSentYet'
  }
}

/**
 * Sends the code that a message stands for, at most once (S-14): whoever claims the message sends it, and one whose fate
 * nobody knows stays claimed; the person has "Send again". A decoy's message comes here like any other and ends here (S-10).
 * @throws NotSentYet when it certainly was not sent and may be tried again
 */
export async function deliverCode(message: CodeMessage, parts: DeliveryParts): Promise<void> {
  const { recoveries, messages, gates, send, log, now } = parts
  const stored = await recoveries.byId(message.recovery)
  const due = dueNow(stored?.recovery, message, gates, now())
  const to = due.due ? await addressOf(due.person, parts) : undefined
  if (!due.due) {
    log.info({ ...message, why: due.why }, 'code not sent: not due')
    return
  }
  if (to === undefined) {
    // The person waits for a code that will never come, and only an administrator can help.
    log.warn({ ...message, person: due.person }, 'code not sent: no private address is held')
    return
  }
  if (!(await messages.claim(message))) {
    log.info({ ...message }, 'code not sent: claimed before')
    return
  }
  await settle(message, await send(mailFor(message, to, due, parts)), parts)
}

async function settle(message: CodeMessage, result: Fate, { messages, log }: DeliveryParts): Promise<void> {
  switch (result.fate) {
    case 'sent':
      await messages.settle(message, 'sent')
      log.info({ ...message }, 'code sent')
      return
    case 'not-now':
      await messages.release(message)
      log.warn({ ...message, why: result.why }, 'code not sent yet')
      throw new NotSentYet('mail-server')
    case 'refused':
      await messages.settle(message, 'failed')
      log.error({ ...message, why: result.why }, 'code not sent: refused')
      return
    case 'unknown':
      log.error({ ...message, why: result.why }, 'nobody knows whether the code was sent; it is not sent again')
  }
}

async function addressOf(person: string, { directory, log }: DeliveryParts): Promise<string | undefined> {
  try {
    const address = await directory.privateMail(person)
    return address !== undefined && isAddress(address) ? address : undefined
  } catch (error) {
    log.warn({ why: error instanceof DirectoryProblem ? error.message : 'unexpected' }, 'the directory does not give an address')
    throw new NotSentYet('directory')
  }
}

function mailFor(message: CodeMessage, to: string, due: Due & { due: true }, { codes, write }: DeliveryParts): Mail {
  const { recovery, gate, counter } = message
  const code = codes.derive({ recovery, gate, counter, digits: due.digits })
  return { id: nameOf(message), to, ...write(due.language, code, due.seconds) }
}
