import { dirname, resolve } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { type Locate, readDocument } from '../../groundwork/settings/document.ts'
import { fit } from '../../groundwork/settings/fit.ts'
import { inOrder, type Mistake } from '../../groundwork/settings/mistake.ts'
import {
  causeOf, certificate, codesKey, type FileKind, oneLine, placesOf, privateKey, readNamed, type ReadFile,
} from '../../groundwork/settings/named-file.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'
import type { Place } from '../listener.ts'
import { type PromptsFor, readPrompts } from '../prompts.ts'
import { type PbxConfig, pbxOf } from './pbx-of.ts'
import { wrongRecordings } from '../sip/recordings.ts'
import { Settings } from './schema.ts'
import { judgedTogether } from './together.ts'
import { twilioOf, type TwilioConfig } from './twilio-of.ts'

/** What the process runs with: checked, files read, secrets wrapped. */
export type Config = {
  listen: Place
  serverKey: Secret
  webhooks?: { url: string; place: Place }
  providers: readonly ProviderConfig[]
  promptsFor: PromptsFor
  mostCalls: number
  log: { level: 'debug' | 'info' | 'warn' | 'error' }
}

export type ProviderConfig = TwilioConfig | PbxConfig

const fileSettings: Readonly<Record<string, FileKind>> = {
  'listen.certificateFile': { secret: false, judge: certificate },
  'listen.keyFile': { secret: true, judge: privateKey },
  'serverKeyFile': { secret: true, judge: codesKey },
  'webhooks.certificateFile': { secret: false, judge: certificate },
  'webhooks.keyFile': { secret: true, judge: privateKey },
  'providers.*.caFile': { secret: false, judge: certificate },
  'providers.*.authTokenFile': { secret: true, judge: oneLine },
  'providers.*.passwordFile': { secret: true, judge: oneLine },
}

/** Texts of files by the dotted path of the setting that named them. */
export type Texts = ReadonlyMap<string, string>

export type Loaded = { ok: true; config: Config } | { ok: false; mistakes: Mistake[] }

/** Reads voice.yaml and every file that it names. @returns all mistakes, or none */
export async function loadConfig(file: string, readFile: ReadFile): Promise<Loaded> {
  const text = await readFile(file).then((found) => found.text, (error: unknown) => ({ missing: causeOf(error) }))
  if (typeof text !== 'string') return { ok: false, mistakes: [{ source: file, path: '', what: text.missing, right: 'must be a settings file' }] }
  const { value: data, locate, mistakes: broken } = readDocument(text, file)
  if (data === undefined) return { ok: false, mistakes: inOrder(broken) }

  const folder = dirname(resolve(file))
  const settings = fit(Settings, data, locate)
  const { texts, mistakes: unread } = await readFiles(data, locate, folder, readFile)
  const own = valueAt(data, ['textsFolder'])
  const { promptsFor, mistakes: misspoken } = readPrompts(typeof own === 'string' && own.trim() !== '' ? resolve(folder, own.trim()) : undefined)
  const mistakes = inOrder([
    ...broken, ...(settings.ok ? [] : settings.mistakes), ...unread, ...judgedTogether(data, locate, texts), ...misrecorded(data, locate, folder),
    ...misspoken.map(({ file: source, ...rest }) => ({ source, ...rest })),
  ])
  if (!settings.ok || mistakes.length > 0) return { ok: false, mistakes }
  return { ok: true, config: { ...configOf(settings.value, texts, folder), promptsFor } }
}

async function readFiles(data: unknown, locate: Locate, folder: string, readFile: ReadFile): Promise<{ texts: Texts; mistakes: Mistake[] }> {
  const texts = new Map<string, string>()
  const mistakes: Mistake[] = []
  for (const [setting, kind] of Object.entries(fileSettings)) {
    for (const path of placesOf(setting, data)) {
      const named = valueAt(data, path.split('.'))
      if (typeof named !== 'string' || named.trim() === '') continue
      const result = await readNamed(kind, named.trim(), folder, readFile)
      if ('text' in result) texts.set(path, kind.secret ? result.text.trimEnd() : result.text)
      else mistakes.push({ ...locate(path.split('.'), 'value'), path, ...result })
    }
  }
  return { texts, mistakes }
}

/** A company's own voice is looked at whole: a file that is missing would end a call in the middle. */
function misrecorded(data: unknown, locate: Locate, folder: string): Mistake[] {
  return placesOf('providers.*.recordings', data).flatMap((path) => {
    const named = valueAt(data, path.split('.'))
    if (typeof named !== 'string' || named.trim() === '') return []
    const whole = resolve(folder, named.trim())
    const right = 'must name a folder with digits.wav, pound.wav, right.wav, wrong.wav and stop.wav for each language'
    return wrongRecordings(whole).map((wrong) => ({ ...locate(path.split('.'), 'value'), path, what: `names ${whole}, ${wrong}`, right }))
  })
}

function configOf({ listen, webhooks, providers, mostCalls, log }: Settings, texts: Texts, folder: string): Omit<Config, 'promptsFor'> {
  return {
    listen: listen.socket === undefined ? placeOf('listen', listen, texts) : { socket: resolve(folder, listen.socket) },
    serverKey: secretIn(texts, 'serverKeyFile'),
    ...(webhooks && { webhooks: { url: webhooks.url, place: placeOf('webhooks', webhooks, texts) } }),
    providers: providers.map((provider, index) => {
      const fileOf = (name: string) => texts.get(`providers.${index}.${name}`)
      return provider.kind === 'twilio' ? twilioOf(provider, fileOf) : pbxOf(provider, fileOf, folder)
    }),
    mostCalls, log,
  }
}

function placeOf(name: 'listen' | 'webhooks', { host, port }: { host: string; port: number }, texts: Texts): Place {
  const chain = texts.get(`${name}.certificateFile`)
  const key = texts.get(`${name}.keyFile`)
  return { host, port, ...(chain !== undefined && key !== undefined && { tls: { certificate: chain, key: new Secret(key) } }) }
}

function secretIn(texts: Texts, path: string): Secret {
  const text = texts.get(path)
  // Named as a mistake before anybody comes here.
  if (text === undefined) throw new Error(`settings without ${path} were let through`)
  return new Secret(text)
}
