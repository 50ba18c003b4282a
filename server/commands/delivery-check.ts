import { lookAtEverybody } from '../delivery/look.ts'
import { type Command, configSwitch } from './command.ts'
import { httpVoiceLine } from '../voice/http-line.ts'
import { loadBoth } from './load.ts'

export const deliveryCheck: Command = {
  name: 'delivery check',
  says: 'Asks each mail server and provider of SMS whether it would take a message now, the voice process whether it could call, and a maker of codes how long its codes are. Sends nothing.',
  switches: { config: configSwitch, json: { says: 'the same as JSON' } },
  async run({ text, has }, terminal) {
    const loaded = await loadBoth(text('config'), terminal, 'nobody was asked')
    if (!loaded) return 2
    const { mail, sms, voice: settings } = loaded.config
    const voice = settings && httpVoiceLine(settings)
    const looked = await lookAtEverybody({ mail: [mail, ...mail.fallback ?? []], sms, voice })
    await voice?.close()
    if (has('json')) terminal.out(JSON.stringify({ providers: looked.map(({ why, ...one }) => ({ ...one, state: why === undefined ? 'up' : 'down', ...(why !== undefined && { why }) })) }, undefined, 2))
    else for (const { way, name, why } of looked) terminal.out(`${way.padEnd(5)}  ${name}  ${why === undefined ? `would take a ${way === 'call' ? 'call' : 'message'}` : `takes none: ${why}`}`)
    return looked.some(({ why }) => why !== undefined) ? 1 : 0
  },
}
