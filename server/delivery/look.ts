import { failureOf } from '../failure-of.ts'
import type { DeliverySettings } from './delivery.ts'
import { shortMessages } from './sms/short-messages.ts'
import { mailServerCheck } from './smtp-check.ts'

/** Milliseconds: longer than any provider that works takes. */
const LIMIT = 10_000

/** Somebody who brings messages. `why`: it would take none now; undefined: it would. */
export type Looked = { readonly way: 'email' | 'sms'; readonly name: string; readonly why: string | undefined }

const silent = { info() {}, warn() {}, error() {} }

/** Asks everybody of the settings whether they would take a message now, and a maker of codes how long its codes are. Sends nothing. */
export async function lookAtEverybody({ mail, sms }: Pick<DeliverySettings, 'mail' | 'sms'>, within = LIMIT): Promise<Looked[]> {
  const short = sms && shortMessages(sms, { log: silent, onReceipt: () => {} })
  const all = [...mail.map((server) => ({ way: 'email' as const, name: `${server.host}:${server.port}`, check: mailServerCheck(server) })), ...(short?.watched ?? [])]
  try {
    return await Promise.all(all.map(async ({ way, name, check }) => ({ way, name, why: await failureOf(check, within) })))
  } finally {
    await Promise.all((short?.providers ?? []).map((provider) => provider.close()))
  }
}
