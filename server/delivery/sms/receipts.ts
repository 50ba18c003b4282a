import { setTimeout as pause } from 'node:timers/promises'
import type { Audit } from '../../recovery/ports.ts'
import type { Log, Messages } from '../ports.ts'
import type { Receipt, ReceiptState } from './smpp/receipt.ts'

export type ReceiptParts = {
  messages: Pick<Messages, 'takenBy'>
  audit: Audit
  log: Log
  /** Milliseconds: a receipt may overtake the answer that names the message. */
  pauses?: readonly number[]
}

const ended: Record<ReceiptState, boolean> = {
  'delivered': true, 'expired': true, 'deleted': true, 'undeliverable': true, 'rejected': true, 'unknown': true, 'accepted': false, 'on-its-way': false,
}

/** Each of them asks the database for seconds: one that sends more at once must not take it from everybody else. */
const MOST = 100

/**
 * Puts on the record how a code's message ended, for whoever is asked about its case. Nothing follows from it: no second provider
 * (the message may have arrived), nothing on the screen (S-10: it would tell that there is somebody). Never rejects.
 */
export function receiptReader({ messages, audit, log, pauses = [0, 500, 2000, 5000] }: ReceiptParts) {
  let underWay = 0
  let told = false

  return async (provider: string, { ids, state }: Receipt): Promise<void> => {
    if (!ended[state]) return
    if (underWay >= MOST) {
      if (!told) log.warn({ provider, most: MOST }, 'more receipts at once than are looked for: the others are let go')
      told = true
      return
    }
    underWay += 1
    try {
      for (const milliseconds of pauses) {
        await pause(milliseconds, undefined, { ref: false })
        const message = await messages.takenBy(provider, ids)
        if (!message) continue
        log[state === 'delivered' ? 'info' : 'warn']({ ...message, provider, state }, 'how a code ended')
        await audit.record([{ kind: 'message-ended', ...message, provider, state }])
        return
      }
      log.info({ provider, state }, 'a receipt for no code of ours')
    } catch (error) {
      log.warn({ provider, why: error instanceof Error ? error.message : 'no reason given' }, 'a receipt is not on the record')
    } finally {
      underWay -= 1
      told &&= underWay > 0
    }
  }
}
