import type { Log } from '../groundwork/log/log.ts'
import { api } from './api/api.ts'
import { createCalls } from './calls.ts'
import type { Config } from './config/load.ts'
import { type Listening, listen } from './listener.ts'
import type { Provider } from './provider.ts'
import { createProviders } from './providers.ts'
import { webhooks as createWebhooks } from './webhooks.ts'

export type Voice = {
  /** Where the server finds it: an address, or the file of a socket. */
  readonly url: string
  /** Where the provider's webhooks come in, when there is one that sends any. */
  readonly webhooksUrl: string | undefined
  /** Hangs up and ends. */
  readonly close: () => Promise<void>
}

/** The whole process, from its settings on: settings → providers → calls → the two listeners. @throws Error when it cannot listen */
export async function startVoice(config: Config, log: Log): Promise<Voice> {
  const hooks = config.webhooks && createWebhooks(config.webhooks.url, log)
  const providers = createProviders(config.providers, { log, webhooks: hooks })
  const calls = createCalls({ providers, promptsFor: config.promptsFor, log, most: config.mostCalls })
  const open: Listening[] = []
  try {
    const forWebhooks = config.webhooks && hooks ? await listen(config.webhooks.place, config.mostCalls * 4 + 100, hooks.listener) : undefined
    if (forWebhooks) open.push(forWebhooks)
    // A long poll and a verdict for each call, and some to spare.
    const forServer = await listen(config.listen, config.mostCalls * 5 + 20, api({ calls, key: config.serverKey, check: () => checkAny(providers), log }))
    open.push(forServer)
    return {
      url: forServer.url,
      webhooksUrl: forWebhooks?.url,
      async close() {
        calls.close()
        await Promise.all(providers.map((provider) => provider.close()))
        await Promise.all(open.map((one) => one.close()))
      },
    }
  } catch (error) {
    await Promise.all(open.map((one) => one.close()))
    throw error
  }
}

/** One that could call is enough. @throws Error that says of each why it could not */
async function checkAny(providers: readonly Provider[]): Promise<void> {
  const found = await Promise.allSettled(providers.map((provider) => provider.check()))
  if (found.some(({ status }) => status === 'fulfilled')) return
  throw new Error(found.flatMap((one, index) => (one.status === 'rejected' ? [`${providers[index]?.name ?? ''}: ${one.reason instanceof Error ? one.reason.message : 'no reason given'}`] : [])).join('; '))
}
