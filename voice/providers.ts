import type { Log } from '../groundwork/log/log.ts'
import type { ProviderConfig } from './config/load.ts'
import type { Provider } from './provider.ts'
import { twilioProvider } from './twilio/twilio.ts'
import type { Webhooks } from './webhooks.ts'

type Parts = { log: Log; webhooks: Webhooks | undefined }

/** The providers of the settings, in their order. */
export const createProviders = (list: readonly ProviderConfig[], parts: Parts): Provider[] => list.map((config) => providerOf(config, parts))

function providerOf(config: ProviderConfig, { log, webhooks }: Parts): Provider {
  // Named as a mistake of the settings before anybody comes here.
  if (!webhooks) throw new Error('a provider without an address for its webhooks was let through')
  return twilioProvider(config, { name: config.name, log, webhooks })
}
