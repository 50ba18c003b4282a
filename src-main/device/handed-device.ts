import type { Secret } from '@gatehouse/contract'
import type { PublicKey } from '@gatehouse/contract/devices'
import { signerFrom } from '../../client/device-proof.ts'
import type { HandedKey, HandOver } from '../launcher/hand-over.ts'
import type { Log } from '../log/log.ts'
import type { Device, Handed } from './device.ts'
import type { EnrolmentAnswer } from './enrolment.ts'

type Parts = {
  handed: HandOver['device']
  /** The setting `enrolmentCode`. */
  code: Secret | undefined
  /** Asks the server, with proofs that the launcher makes. */
  ask: (code: Secret, key: PublicKey) => Promise<EnrolmentAnswer>
  /** Tells the launcher, which keeps it. */
  enrolled: (device: string) => void
  /** Tells the launcher why not; after a refusal it does not offer the same again. */
  notEnrolled: (why: 'refused' | 'later') => void
  log: Log
}

/**
 * The machine as the launcher hands it over at the Windows sign-in screen: its key stays there, and signs one ticket for each start (S-06).
 * That ticket serves every beginning of this run, which is one recovery as a rule: the server takes it, with its key, for a quarter of an
 * hour. What comes later is refused as over, and the next press of the link brings another.
 */
export function handedDevice({ handed, code, ask, enrolled, notEnrolled, log }: Parts): Device {
  let counts = true
  const ticket = handed !== undefined && 'ticket' in handed ? once(handed) : undefined
  let asking: Promise<void> | undefined

  /** The machine has a key and no server knows it: enrolled now, it is a device from its next start on. */
  async function enrol(): Promise<void> {
    if (!handed || 'ticket' in handed || !code) return
    const answer = await ask(code, handed.key)
    if (typeof answer !== 'string') {
      enrolled(answer.device)
      log.info('device-enrolled', { device: answer.device.slice(0, 8) })
      return
    }
    log.warn('device-not-enrolled', { why: answer })
    notEnrolled(answer)
    // It may be another answer the next time.
    if (answer === 'later') asking = undefined
  }

  return {
    async next() {
      if (ticket) return counts ? ticket : undefined
      await (asking ??= enrol())
      return undefined
    },
    countsAsNone() {
      counts = false
      log.warn('device-counts-as-none')
    },
  }

  async function once({ ticket, key }: { ticket: string; key: HandedKey }): Promise<Handed | undefined> {
    try {
      // Nothing else keeps the legible key: what signs cannot be read.
      return { ticket, key: await signerFrom(key) }
    } catch {
      log.error('device-key-wrong')
      return undefined
    }
  }
}
