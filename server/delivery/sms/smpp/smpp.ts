import type { Secret } from '@gatehouse/contract'
import { trusting } from '../../../../groundwork/outgoing/trust.ts'
import type { Fate, Log, Sms } from '../../ports.ts'
import { referenceIn } from '../../../../groundwork/outgoing/reference.ts'
import type { SmsProvider } from '../provider.ts'
import { link, type LinkLimits } from './link.ts'
import { addressOf, textsOf, validityOf } from './parts.ts'
import { command, messageIdOf, submitBody } from './pdu.ts'
import { type Receipt, receiptOf } from './receipt.ts'
import type { Session } from './session.ts'
import { isTooMuch, refusal } from './status.ts'

export type SmppSettings = {
  host: string
  port: number
  /** False on loopback only. */
  tls: boolean
  /** PEM that is trusted instead of what the machine trusts. */
  ca?: string
  signIn: { user: string; password: Secret }
  systemType: string
  from: string
  /** How many messages may wait for their answer at the same time. */
  window: number
}

/** Milliseconds. `ready`: until somebody is signed in. `slower`: the pause after the centre said that it was too much. */
export type SmppLimits = LinkLimits & { ready: number; slower: number }

const usualLimits: SmppLimits = { connect: 10_000, answer: 10_000, quiet: 30_000, again: [1000, 30_000], ready: 10_000, slower: 1000 }

type Parts = { name: string; log: Log; onReceipt: (receipt: Receipt) => void; limits?: SmppLimits }

/** Milliseconds that a look waits for who is just signing in: after a start nobody must read that a centre does not answer. */
const SIGNS_IN = 3000

/**
 * Sends through a message centre that speaks SMPP 3.4, over one connection that is kept. A message of several parts is handed over
 * part by part; once one was taken it is never sent again, whatever becomes of the rest.
 */
export function smppProvider(settings: SmppSettings, { name, log, onReceipt, limits = usualLimits }: Parts): SmsProvider {
  const { host, port, tls, ca, signIn, systemType, from, window } = settings
  const endpoint = { host, port, secureContext: tls ? trusting(ca) : undefined }
  const connection = link({
    endpoint, limits, log, name, signIn: { ...signIn, systemType },
    onDelivery(delivery) {
      const receipt = receiptOf(delivery)
      if (receipt) onReceipt(receipt)
    },
  })
  const source = addressOf(from)
  let underWay = 0
  const queue: (() => void)[] = []
  let reference = Math.floor(performance.now()) % 256

  return {
    name,
    async send(sms) {
      // However many messages there are, the centre sees as many as it agreed to.
      if (underWay >= window) await new Promise<void>((resolve) => queue.push(resolve))
      underWay += 1
      try {
        return await submit(sms)
      } finally {
        underWay -= 1
        queue.shift()?.()
      }
    },
    async check() {
      if (!await connection.ready(Math.min(limits.ready, SIGNS_IN))) throw new Error(connection.down() ?? 'not signed in')
    },
    close: () => connection.close(),
  }

  async function submit({ to, text, seconds }: Sms): Promise<Fate> {
    const bound = await connection.ready(limits.ready)
    if (!bound) return { fate: 'not-now', why: connection.down() ?? 'not signed in' }
    reference = (reference + 1) % 256
    let taken: string | undefined
    for (const part of textsOf(text.reveal(), reference)) {
      const body = submitBody({ source, destination: addressOf(to.reveal()), validity: validityOf(seconds), ...part })
      const result = await handOver(bound, body)
      // What was taken cannot be taken back: without the rest it is of unknown use, and would cost twice.
      if (result.fate !== 'sent') return taken === undefined ? result : { fate: 'unknown', why: `only the beginning was taken: ${result.why}` }
      taken ??= result.reference ?? ''
    }
    return { fate: 'sent', ...(taken && { reference: taken }) }
  }

  async function handOver(bound: Session, body: Buffer): Promise<Fate> {
    const answer = await bound.request(command.submitSm, body)
    if (!answer) return { fate: 'unknown', why: 'no answer to submit_sm' }
    if (answer.status === 0 && answer.command === command.submitSmResp) {
      const reference = referenceIn(messageIdOf(answer))
      return { fate: 'sent', ...(reference !== undefined && { reference }) }
    }
    if (isTooMuch(answer.status)) await new Promise((resolve) => setTimeout(resolve, limits.slower))
    return answer.status === 0 ? { fate: 'unknown', why: 'another answer than one to submit_sm' } : refusal(answer.status)
  }
}

