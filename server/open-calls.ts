import type { Secret } from '@gatehouse/contract'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CallParts, callDelivery } from './delivery/calls/deliver-call.ts'
import { knownCountry, readNumber } from './delivery/sms/number.ts'
import type { CodeMessage } from './recovery/ports.ts'
import type { Contacts } from './registration/contacts.ts'
import type { VoiceLine } from './voice/line.ts'

type Parts = Omit<CallParts, 'voice' | 'destinationOf' | 'pause'> & {
  /** Undefined: nobody is called. */
  voice: VoiceLine | undefined
  contacts: Pick<Contacts, 'forCodes'>
  /** Of numbers that are written without one. */
  country: () => string | undefined
}

/** Milliseconds between two looks for calls to which nobody listens. */
const EVERY = 10_000

/** Calls people, and looks after calls whose server has gone away. */
export function openCalls({ voice, contacts, country, ...parts }: Parts): { deliver: (message: CodeMessage) => Promise<void>; close: () => Promise<void> } {
  if (!voice) return { deliver: (message) => notCalled(message, parts), close: () => Promise.resolve() }
  const calls = callDelivery({
    ...parts, voice,
    async destinationOf(person, entrance) {
      const read = readNumber(knownCountry(country()), 'call')
      const kept = await contacts.forCodes(person, 'number', entrance, (value: Secret) => 'to' in read(value.reveal()))
      return kept ? read(kept.reveal()) : { missing: 'no number is held' }
    },
    pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
  })
  const look = () => calls.takeUp().catch((error: unknown) => parts.log.warn({ err: error }, 'calls of servers that have gone are not looked after'))
  // At once as well: who starts may find the calls that it left when it died.
  let looking = look()
  const timer = setInterval(() => { looking = look() }, EVERY)
  timer.unref()
  return {
    deliver: calls.deliver,
    async close() {
      clearInterval(timer)
      await looking
      await calls.close()
      await voice.close()
    },
  }
}

/** The settings name nobody who calls: a policy with a call does not load then, but a recovery may have begun before. */
async function notCalled(message: CodeMessage, { recoveries, messages, audit, log }: Pick<CallParts, 'recoveries' | 'messages' | 'audit' | 'log'>): Promise<void> {
  const stored = await recoveries.byId(message.recovery)
  if (!(await messages.claim(message))) return
  await messages.settle(message, 'failed')
  if (!stored) return
  const { caseNumber } = stored.recovery
  log.warn({ ...message, caseNumber, why: 'the settings name nobody who calls' }, 'nobody called')
  await audit.record([{ kind: 'message-failed', ...message, caseNumber, why: 'no-address' }])
}
