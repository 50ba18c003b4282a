import type { Entrance, Secret } from '@gatehouse/contract'
import { type Audit, type CodeMessage, DirectoryProblem, type Recoveries } from '../../recovery/ports.ts'
import type { Recovery } from '../../recovery/recovery.ts'
import type { Throttle } from '../../throttle/throttle.ts'
import { type VoiceLine, VoiceProblem } from '../../voice/line.ts'
import { NotSentYet } from '../deliver-code.ts'
import { nameOf } from '../due.ts'
import type { Destination, Messages } from '../ports.ts'
import { callDue, type Due } from './call-due.ts'
import { type CallLine, realCall } from './call-line.ts'
import { type FollowParts, followCall } from './follow-call.ts'
import { nobodyCalled } from './nobody-called.ts'

export type CallParts = Omit<FollowParts, 'rest' | 'alive'> & {
  recoveries: Pick<Recoveries, 'byId'>
  messages: Pick<Messages, 'claim' | 'release' | 'settle'> & {
    /** Says that somebody listens to it. */
    readonly touch: (message: CodeMessage) => Promise<void>
    /** Those of a gate to which nobody has listened for a while; whoever gets one listens from now on. */
    readonly abandoned: (gate: CodeMessage['gate']) => Promise<readonly CodeMessage[]>
  }
  /** Where somebody is called who comes in there. @throws DirectoryProblem */
  destinationOf: (person: string, entrance: Entrance) => Promise<Destination>
  voice: VoiceLine
  company: string
  /** At least 32 random bytes in base64. */
  key: Secret
  throttle: Pick<Throttle, 'send' | 'rest'>
  audit: Audit
}

export type Calls = {
  /** Makes the call that a message stands for, once, and listens to it until it is over. @throws NotSentYet when it certainly was not made and may be tried again */
  readonly deliver: (message: CodeMessage) => Promise<void>
  /** Listens to calls whose server has gone away. */
  readonly takeUp: () => Promise<void>
  /** Listens to nothing any more: another server does. */
  readonly close: () => Promise<void>
}

/** An objectGUID that no account has (RFC 9562 §5.9), for what is asked about people who do not exist. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Calls people, at most once for each asking (S-14). Somebody who does not exist goes the same way, on a line on which nobody is called
 * (S-10); so does who has no number, or one that rests or has been sent enough.
 */
export function callDelivery(parts: CallParts): Calls {
  const { recoveries, messages, destinationOf, voice, company, key, throttle, audit, log, now } = parts
  const stopped = new AbortController()
  const under = new Map<string, Promise<void>>()

  return {
    async deliver(message) {
      const stored = await recoveries.byId(message.recovery)
      const due = callDue(stored?.recovery, message, now())
      if (!due.due) {
        log.info({ ...message, why: due.why }, 'nobody called: not due')
        if (stored && (await messages.claim(message))) {
          await messages.settle(message, 'failed')
          await failed(message, stored.recovery.caseNumber, due.why)
        }
        return
      }
      if (due.left) {
        await parts.hear(message.recovery, message.gate, { counter: message.counter, number: due.heard + 1, what: 'hung-up' })
        if (await messages.claim(message)) await messages.settle(message, 'failed')
        return
      }
      const destination = await whereTo(due)
      // Asked for everybody, so that a line that is down keeps nobody's telephone from ringing alone.
      await ready()
      if (!(await messages.claim(message))) return
      const to = due.person !== null && 'to' in destination ? destination.to : undefined
      const budget = await throttle.send(due.counted, to)
      // Listened to first: should the record be away, somebody is on the telephone all the same.
      const isNobody = () => listenTo(message, due, nobody(message, { ...due, calledAt: now() }), undefined)
      if (!to || !budget.allowed) {
        isNobody()
        await notCalled(message, due, destination)
        return
      }
      const line = realCall(voice, nameOf(message), due, company, to)
      const placed = await line.place()
      if (placed.fate === 'not-now' || placed.fate === 'refused') {
        isNobody()
        log.warn({ ...message, caseNumber: due.caseNumber, why: placed.why }, 'nobody called')
        await budget.undo()
      } else {
        listenTo(message, due, line, to)
        log.info({ ...message, caseNumber: due.caseNumber, fate: placed.fate }, 'called')
      }
      if (placed.fate === 'taken') await audit.record([{ kind: 'message-sent', ...message, caseNumber: due.caseNumber }])
      else await failed(message, due.caseNumber, placed.fate)
    },

    async takeUp() {
      for (const message of await messages.abandoned('phone-call')) {
        const recovery = (await recoveries.byId(message.recovery))?.recovery
        const due = callDue(recovery, message, now())
        if (!due.due) {
          // The server that heard somebody say so may have gone before their number rested. Where it cannot be found now, it is looked for again.
          const denied = recovery?.place.at === 'ended' && recovery.place.reason === 'not-asked-for' ? recovery : undefined
          if (!denied || await restsAfter(denied)) await messages.settle(message, 'sent')
        }
        else if (due.person === null) listenTo(message, due, nobody(message, due), undefined)
        else {
          const destination = await whereTo(due).catch(() => ({ missing: 'not known now' }))
          listenTo(message, due, realCall(voice, nameOf(message), due, company, undefined), 'to' in destination ? destination.to : undefined)
        }
      }
    },

    async close() {
      stopped.abort()
      await Promise.all(under.values())
    },
  }

  function nobody(message: CodeMessage, due: Due): CallLine {
    return nobodyCalled({ key, now, pause: parts.pause }, nameOf(message), due)
  }

  /** Goes on by itself: a job that took as long as a call would keep other calls waiting. */
  function listenTo(message: CodeMessage, due: Due, line: CallLine, to: Secret | undefined): void {
    const name = nameOf(message)
    if (under.has(name)) return
    const rest = async () => { if (to) await throttle.rest(to, due.restMinutes) }
    const listening = followCall(message, due, line, { ...parts, rest, alive: () => messages.touch(message) }, stopped.signal)
      .then(() => (stopped.signal.aborted ? undefined : messages.settle(message, 'sent')))
      .catch((error: unknown) => log.error({ ...message, err: error }, 'a call is not listened to any more'))
      .finally(() => under.delete(name))
    under.set(name, listening)
  }

  /** @returns false where the directory does not say now which number it was */
  async function restsAfter(recovery: Recovery): Promise<boolean> {
    const destination = await whereTo(recovery).catch(() => undefined)
    if (destination && 'to' in destination && recovery.person !== null) await throttle.rest(destination.to, recovery.terms.phoneCall.restMinutes)
    return destination !== undefined
  }

  async function whereTo({ person, entrance }: Pick<Due, 'person' | 'entrance'>): Promise<Destination> {
    try {
      return await destinationOf(person ?? NOBODY, entrance)
    } catch (error) {
      log.warn({ why: error instanceof DirectoryProblem ? error.message : 'unexpected' }, 'the directory does not say who is called')
      throw new NotSentYet('directory')
    }
  }

  async function ready(): Promise<void> {
    try {
      await voice.check()
    } catch (error) {
      if (!(error instanceof VoiceProblem)) throw error
      log.warn({ why: error.message }, 'no call can be made now')
      throw new NotSentYet('provider')
    }
  }

  /** The person waits for a call that will not come. Where there is nobody, nobody waits; it is told as much. */
  async function notCalled(message: CodeMessage, { person, caseNumber }: Due, destination: Destination): Promise<void> {
    const missing = 'missing' in destination ? destination.missing : undefined
    if (person === null) log.info({ ...message, caseNumber, why: 'nobody' }, 'nobody called')
    else log.warn({ ...message, caseNumber, why: missing ?? 'as many went there as may in ten minutes, or it rests' }, 'nobody called')
    await failed(message, caseNumber, person === null ? 'nobody' : missing ? 'no-address' : 'too-many')
  }

  function failed(message: CodeMessage, caseNumber: string, why: string): Promise<void> {
    return audit.record([{ kind: 'message-failed', ...message, caseNumber, why }])
  }
}
