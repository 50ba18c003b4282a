import type { Config } from './config/config.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'

/** What the settings say that a policy must agree with. */
export const factsIn = ({ sms, portal, voice, devices }: Pick<Config, 'sms' | 'portal' | 'voice' | 'devices'>): SettingsFacts => ({
  portal: portal !== undefined,
  ...(devices && { devices: true as const }),
  calls: voice !== undefined,
  makesOwnText: (sms?.maker ?? sms?.providers.find(({ makesOwnText }) => makesOwnText))?.name,
  sms: sms ? (sms.maker ? [sms.maker] : sms.providers).flatMap(({ name, codeDigits }) => (codeDigits === undefined ? [] : [{ name, codeDigits }])) : null,
  ...(sms?.maker && { maker: { name: sms.maker.name, minutes: sms.maker.minutes, alone: sms.providers.length === 0 } }),
})
