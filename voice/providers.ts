import type { Log } from '../groundwork/log/log.ts'
import type { ProviderConfig } from './config/load.ts'
import type { Provider } from './provider.ts'
import { pbxProvider } from './sip/pbx.ts'
import { recorded, remembering, spoken } from './sip/speech.ts'
import { twilioProvider } from './twilio/twilio.ts'
import type { Webhooks } from './webhooks.ts'

type Parts = { log: Log; webhooks: Webhooks | undefined }

/** The providers of the settings, in their order. */
export const createProviders = (list: readonly ProviderConfig[], parts: Parts): Provider[] => list.map((config) => providerOf(config, parts))

function providerOf(config: ProviderConfig, { log, webhooks }: Parts): Provider {
  const { name } = config
  if (config.kind === 'pbx') {
    const program = spoken(config.speech)
    return pbxProvider(config, { name, log, speech: remembering(config.recordings === undefined ? program : recorded(config.recordings, program)) })
  }
  // Named as a mistake of the settings before anybody comes here.
  if (!webhooks) throw new Error('a provider without an address for its webhooks was let through')
  return twilioProvider(config, { name, log, webhooks })
}
