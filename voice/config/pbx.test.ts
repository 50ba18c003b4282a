import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { wordsOf } from '../../groundwork/settings/mistake.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'
import { loadConfig } from './load.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-voice-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'server'), Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 })
writeFileSync(join(folder, 'pbx'), 'p4ssw0rd\n', { mode: 0o600 })
mkdirSync(join(folder, 'voices/de'), { recursive: true })
mkdirSync(join(folder, 'empty'))
const wav = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x04\0\0\0', 'latin1'), Buffer.from([1, 0, 2, 0])])
for (const name of ['digits', 'pound', 'right', 'wrong']) writeFileSync(join(folder, 'voices/de', `${name}.wav`), name === 'wrong' ? 'no sound' : wav)

const right = { host: 'pbx.corp.example', from: "'2100'" }
async function load(settings: Readonly<Record<string, string>>) {
  const file = join(folder, 'voice.yaml')
  const lines = Object.entries(settings).map(([name, value]) => `    ${name}: ${value}`)
  writeFileSync(file, ['listen: { socket: voice.sock }', 'serverKeyFile: server', 'providers:', '  - kind: pbx', ...lines, ''].join('\n'))
  return loadConfig(file, readFile)
}
const mistakes = async (settings: Readonly<Record<string, string>>) => {
  const loaded = await load(settings)
  return loaded.ok ? [] : loaded.mistakes.map((one) => wordsOf(one).replaceAll(folder, ''))
}

it('a telephone system needs its name and who calls; no webhooks, and TLS unless said otherwise', async () => {
  const loaded = await load(right)
  expect(loaded.ok && loaded.config.providers).toMatchObject([{
    kind: 'pbx', name: 'pbx', from: '2100', plus: '+', codecs: ['PCMA', 'PCMU'], account: undefined, recordings: undefined, encrypted: true,
    endpoint: { host: 'pbx.corp.example', port: 5061, transport: 'tls' }, speech: { command: 'espeak-ng', arguments: ['-v', '{language}', '--stdin', '--stdout'] },
  }])
})

it('says all that it can be told', async () => {
  const loaded = await load({ host: '10.1.2.3', transport: 'udp', user: 'gatehouse', passwordFile: 'pbx', realm: 'asterisk', from: '"+4930123456"', plus: "'000'", codecs: '[PCMU]', speech: '{ program: /opt/say, arguments: [] }' })
  expect(loaded.ok && loaded.config.providers).toMatchObject([{
    endpoint: { host: '10.1.2.3', port: 5060, transport: 'udp' }, encrypted: false, plus: '000', codecs: ['PCMU'], account: { user: 'gatehouse', realm: 'asterisk' }, speech: { command: '/opt/say', arguments: [] },
  }])
  const [provider] = loaded.ok ? loaded.config.providers : []
  expect(provider?.kind === 'pbx' && provider.account?.password.reveal()).toBe('p4ssw0rd')
})

it.each<[string, Record<string, string>, RegExp]>([
  ['no host', { from: "'1'" }, /providers\.0\.host is missing/u],
  ['an address of the web', { ...right, host: 'https://pbx' }, /is none; must be a name or an address|is none.*must be a name/u],
  ['a caller that breaks out', { ...right, from: '"2100@evil>"' }, /is no caller.*must be a number or a name/u],
  ['a caller that is a number to YAML', { ...right, from: '2100' }, /must be a text \(in quotes/u],
  ['what cannot be dialled', { ...right, plus: 'zero' }, /cannot be dialled.*must be \+ or digits/u],
  ['a codec that nobody has', { ...right, codecs: '[OPUS]' }, /must be one of PCMA, PCMU/u],
  ['no codec', { ...right, codecs: '[]' }, /names no codec/u],
  ['a user with a quote', { ...right, user: "'a\"b'", passwordFile: 'pbx' }, /holds a quote/u],
  ['a user without a password', { ...right, user: 'a' }, /passwordFile is missing.*must go with `user`/u],
  ['a password without a user', { ...right, passwordFile: 'pbx' }, /user is missing.*must go with `passwordFile`/u],
  ['a realm without a sign-in', { ...right, realm: 'a' }, /is given without a sign-in/u],
  ['an authority where nothing is encrypted', { ...right, transport: 'udp', caFile: 'server' }, /is given where nothing is encrypted/u],
  ['sound encrypted under a key in the clear', { ...right, transport: 'tcp', sound: 'srtp' }, /with a key that everybody can read/u],
  ['a transport of another kind', { ...right, transport: 'sctp' }, /must be one of tls, tcp, udp/u],
  ['recordings that are not there', { ...right, recordings: 'nowhere' }, /which is no folder that can be read/u],
  ['no recordings', { ...right, recordings: 'empty' }, /which has no folder of a language/u],
  ['recordings of which one is missing', { ...right, recordings: 'voices' }, /where de\/stop\.wav is missing/u],
  ['a recording that is none', { ...right, recordings: 'voices' }, /where de\/wrong\.wav is no WAV/u],
])('%s is a mistake, in words', async (_, settings, words) => {
  const all = await mistakes(settings)
  expect(all.some((one) => words.test(one)), all.join('\n')).toBe(true)
})
