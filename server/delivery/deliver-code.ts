import type { Codes } from '../gates/codes.ts'
import type { Gates } from '../gates/list.ts'
import { type Audit, type CodeMessage, DirectoryProblem, type Recoveries } from '../recovery/ports.ts'
import type { Throttle } from '../throttle/throttle.ts'
import type { Carriers } from './carriers.ts'
import { type Due, dueNow, nameOf } from './due.ts'
import type { Carrier, Code, Destination, Fate, Log, Messages } from './ports.ts'

export type DeliveryParts = {
  recoveries: Pick<Recoveries, 'byId'>
  messages: Pick<Messages, 'claim' | 'release' | 'settle'>
  carriers: Carriers
  gates: Gates
  codes: Codes
  audit: Audit
  throttle: Pick<Throttle, 'send'>
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
}

/** Nothing was sent and nothing is lost: the queue may try again. It says no more, since queues keep what is thrown. */
export class NotSentYet extends Error {
  constructor(why: 'directory' | 'provider' | 'outcome') {
    super(why)
    this.name = 'NotSentYet'
  }
}

/**
 * Sends the code that a message stands for, at most once (S-14): whoever claims the message sends it, and one whose fate
 * nobody knows stays claimed; the person has "Send again". A decoy's message comes here like any other, and goes the whole way but
 * for the last step: what it costs this process must tell nothing either (S-10).
 * @throws NotSentYet when it certainly was not sent and may be tried again
 */
export async function deliverCode(message: CodeMessage, parts: DeliveryParts): Promise<void> {
  const { recoveries, messages, carriers, gates, throttle, log, now } = parts
  const stored = await recoveries.byId(message.recovery)
  const due = dueNow(stored?.recovery, message, gates, now())
  if (!due.due) {
    log.info({ ...message, why: due.why }, 'code not sent: not due')
    // Nobody had taken it to send it: that it was asked for is on the record, and so is that it never went.
    if (stored && (await messages.claim(message))) {
      await messages.settle(message, 'failed')
      await failed(message, stored.recovery, due.why, parts)
    }
    return
  }
  const carrier = carriers[due.way]
  const destination = await destinationOf(due, carrier, log)
  if (!(await messages.claim(message))) {
    log.info({ ...message }, 'code not sent: claimed before')
    return
  }
  const to = due.person !== null && 'to' in destination ? destination.to : undefined
  const budget = await throttle.send(due.counted, to)
  const code = codeFor(message, due, parts.codes)
  if (!to || !budget.allowed) {
    await messages.settle(message, 'failed')
    await notSent(message, due, destination, parts)
    return
  }
  const result = await carrier.carry(to, code, message)
  if (result.fate === 'not-now' || result.fate === 'refused') await budget.undo()
  await settle(message, due, result, parts)
}

/** An objectGUID that no account has (RFC 9562 §5.9), for what is asked about people who do not exist. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The person waits for a code that will not come. Where there is nobody, nobody waits; it is told as much. */
async function notSent(message: CodeMessage, due: Now, destination: Destination, parts: DeliveryParts): Promise<void> {
  const { person, caseNumber } = due
  const missing = 'missing' in destination ? destination.missing : undefined
  await failed(message, due, person === null ? 'nobody' : missing ? 'no-address' : 'too-many', parts)
  if (person === null) parts.log.info({ ...message, caseNumber, why: 'nobody' }, 'code not sent')
  else if (missing) parts.log.warn({ ...message, person, caseNumber, why: missing }, 'code not sent: it has nowhere to go')
  else parts.log.warn({ ...message, caseNumber }, 'code not sent: as many went there as may in ten minutes')
}

type Now = Extract<Due, { due: true }>

async function settle(message: CodeMessage, due: Now, result: Fate, parts: DeliveryParts): Promise<void> {
  const { messages, audit, log } = parts
  const { caseNumber } = due
  switch (result.fate) {
    case 'sent':
      await messages.settle(message, 'sent', takenBy(result))
      await audit.record([{ kind: 'message-sent', ...message, caseNumber }])
      log.info({ ...message, caseNumber, ...(result.provider && { provider: result.provider }) }, 'code sent')
      return
    case 'not-now':
      await messages.release(message)
      log.warn({ ...message, caseNumber, why: result.why }, 'code not sent yet')
      throw new NotSentYet('provider')
    case 'refused':
      await messages.settle(message, 'failed')
      await failed(message, due, 'refused', parts)
      log.error({ ...message, caseNumber, why: result.why }, 'code not sent: refused')
      return
    case 'unknown':
      await failed(message, due, 'unknown', parts)
      log.error({ ...message, caseNumber, why: result.why }, 'nobody knows whether the code was sent; it is not sent again')
  }
}

const takenBy = ({ provider, reference }: Extract<Fate, { fate: 'sent' }>) => ({ ...(provider && { provider }), ...(reference && { reference }) })

const failed = (message: CodeMessage, { caseNumber }: { caseNumber: string }, why: string, { audit }: DeliveryParts) =>
  audit.record([{ kind: 'message-failed', ...message, caseNumber, why }])

async function destinationOf({ person, entrance }: Now, carrier: Carrier, log: Log): Promise<Destination> {
  try {
    return await carrier.destinationOf(person ?? NOBODY, entrance)
  } catch (error) {
    log.warn({ why: error instanceof DirectoryProblem ? error.message : error instanceof Error ? error.name : 'unexpected' }, 'nobody says where codes go')
    throw new NotSentYet('directory')
  }
}

function codeFor(message: CodeMessage, { digits, language, seconds }: Now, codes: Codes): Code {
  const { recovery, gate, counter } = message
  return { id: nameOf(message), code: codes.derive({ recovery, gate, counter, digits }), language, seconds }
}
