import type { Log } from '../ports.ts'
import type { SmsProvider } from './provider.ts'
import type { Receipt } from './smpp/receipt.ts'
import { smppProvider, type SmppSettings } from './smpp/smpp.ts'
import { twilioProvider, type TwilioSettings } from './twilio.ts'

export type SmsProviderSettings = { name: string } & ((TwilioSettings & { kind: 'twilio' }) | (SmppSettings & { kind: 'smpp' }))

/** The providers of the settings, in their order. @param onReceipt hears which of them says how a message ended */
export function smsProviders(
  list: readonly SmsProviderSettings[], { log, onReceipt }: { log: Log; onReceipt: (provider: string, receipt: Receipt) => unknown },
): SmsProvider[] {
  return list.map((settings) => {
    const { name } = settings
    const told = (receipt: Receipt) => void onReceipt(name, receipt)
    switch (settings.kind) {
      case 'twilio': return twilioProvider(settings, { name, onReceipt: told })
      case 'smpp': return smppProvider(settings, { name, log, onReceipt: told })
    }
  })
}
