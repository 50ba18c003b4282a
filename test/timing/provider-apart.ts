import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as v from 'valibot'
import type { TwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'

const Settings = v.object({ url: v.string(), account: v.string(), token: v.string(), caFile: v.string() })

export type ProviderApart = v.InferOutput<typeof Settings> & Pick<TwilioVoice, 'route'> & { stop: () => Promise<void> }

/**
 * A provider in a process of its own. What it does for those who exist would keep this one busy while it measures how soon they are answered.
 * @param numbers whose telephones ring, and nobody answers
 */
export async function startProviderApart(kind: 'sms' | 'voice', numbers: readonly string[] = []): Promise<ProviderApart> {
  const child = fork(join(import.meta.dirname, 'provider-process.ts'), [kind, ...numbers], { execArgv: [] })
  const said: readonly unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  return {
    ...v.parse(Settings, said[0]),
    route: (publicOrigin, origin) => { child.send({ publicOrigin, origin }) },
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
