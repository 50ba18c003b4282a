import { resolve } from 'node:path'
import { Secret } from '@gatehouse/contract'
import type * as v from 'valibot'
import { trusting } from '../../groundwork/outgoing/trust.ts'
import type { PbxSettings } from '../sip/pbx-settings.ts'
import type { Program } from '../sip/speech.ts'
import type { Pbx } from './pbx-schema.ts'

export type PbxConfig = PbxSettings & { kind: 'pbx'; name: string; recordings: string | undefined; speech: Program }

/** What the settings of a company's telephone system become. @param fileOf the text of the file that a setting names @param folder of the settings */
export function pbxOf(settings: v.InferOutput<typeof Pbx>, fileOf: (setting: string) => string | undefined, folder: string): PbxConfig {
  const { kind, name, host, transport, user, realm, from, plus, codecs, recordings, speech } = settings
  const port = settings.port ?? (transport === 'tls' ? 5061 : 5060)
  const password = fileOf('passwordFile')
  return {
    kind, name, from, plus, codecs,
    encrypted: (settings.sound ?? (transport === 'tls' ? 'srtp' : 'rtp')) === 'srtp',
    endpoint: transport === 'tls' ? { host, port, transport, secureContext: trusting(fileOf('caFile')) } : { host, port, transport },
    account: user === undefined || password === undefined ? undefined : { user, realm, password: new Secret(password) },
    recordings: recordings === undefined ? undefined : resolve(folder, recordings),
    speech: { command: speech.program, arguments: speech.arguments },
  }
}
