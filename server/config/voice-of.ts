import { resolve } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { isLoopback } from '../../groundwork/settings/loopback.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'
import type { Config } from './config.ts'
import type { Settings } from './schema.ts'
import type { Texts } from './texts.ts'

/** What the settings of the voice process become. */
export function voiceOf({ socket, url }: NonNullable<Settings['voice']>, texts: Texts, folder: string): NonNullable<Config['voice']> {
  const ca = texts.get('voice.caFile')
  const key = texts.get('voice.keyFile')
  // Named as a mistake before anybody comes here.
  if (key === undefined) throw new Error('a voice process without its key was let through')
  return { at: socket === undefined ? { url: url ?? '' } : { socket: resolve(folder, socket) }, key: new Secret(key), ...(ca !== undefined && { ca }) }
}

/** Mistakes that no setting of it makes alone. */
export function voiceTogether(data: unknown, wrong: (path: string, what: string, right: string) => Mistake): (Mistake | false)[] {
  const voice = valueAt(data, ['voice'])
  if (voice === undefined) return []
  const has = (name: string) => valueAt(voice, [name]) !== undefined
  const url = valueAt(voice, ['url'])
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return [
    !has('socket') && !has('url') && wrong('voice', 'does not say where it is', 'must have `socket` or `url`'),
    has('socket') && has('url') && wrong('voice.url', 'is given beside `socket`', 'must be one of the two'),
    has('socket') && has('caFile') && wrong('voice.caFile', 'changes nothing', 'must go with `url`: on a socket there is no certificate'),
    parsed?.protocol === 'http:' && !isLoopback(parsed.hostname.replace(/^\[|\]$/gu, ''))
      && wrong('voice.url', "would send people's numbers and the key in the clear", 'must begin with https://'),
  ]
}
