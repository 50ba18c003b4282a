import type { Way } from '@gatehouse/contract'
import { failureOf } from '../failure-of.ts'
import { type DeliverySettings, watchedVoice } from './delivery.ts'
import { shortMessages } from './sms/short-messages.ts'
import { mailServerCheck } from './smtp-check.ts'

/** Milliseconds: longer than any provider that works takes. */
const LIMIT = 10_000

/** Somebody who brings messages, or calls. `why`: it would take none now; undefined: it would. */
export type Looked = { readonly way: Way; readonly name: string; readonly why: string | undefined }

const silent = { info() {}, warn() {}, error() {} }

/** Asks everybody of the settings whether they would take a message now, and a maker of codes how long its codes are. Sends nothing, and calls nobody. */
export async function lookAtEverybody({ mail, sms, voice }: Pick<DeliverySettings, 'mail' | 'sms' | 'voice'>, within = LIMIT): Promise<Looked[]> {
  const short = sms && shortMessages(sms, { log: silent, onReceipt: () => {} })
  const all = [...mail.map((server) => ({ way: 'email' as const, name: `${server.host}:${server.port}`, check: mailServerCheck(server) })), ...(short?.watched ?? []), ...watchedVoice(voice)]
  try {
    return await Promise.all(all.map(async ({ way, name, check }) => ({ way, name, why: await failureOf(check, within) })))
  } finally {
    await Promise.all((short?.providers ?? []).map((provider) => provider.close()))
  }
}
