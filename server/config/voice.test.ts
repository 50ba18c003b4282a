import { expect, test } from 'vitest'
import { certificate } from './certificate.scenario.ts'
import { codes, demo, type File, load, mistakesIn } from './load.scenario.ts'

const key = codes
const files: Record<string, File> = { '/etc/gatehouse/voice-key': `${key}\n`, '/etc/gatehouse/ca': certificate }
const withVoice = (lines: string) => `${demo}voice:\n${lines}`
const mistakes = (lines: string, more: Record<string, File> = {}) => mistakesIn(withVoice(lines), {}, { ...files, ...more })

test('the voice process is on a socket or at an address, and its key is wrapped', async () => {
  expect(await load(demo)).not.toHaveProperty('config.voice')
  const onSocket = await load(withVoice('  socket: voice.sock\n  keyFile: voice-key\n'), {}, files)
  expect(onSocket).toMatchObject({ ok: true, config: { voice: { at: { socket: '/etc/gatehouse/voice.sock' } } } })
  expect(JSON.stringify(onSocket)).not.toContain(`"${key}"`)
  expect(onSocket.ok && onSocket.config.voice?.key.reveal()).toBe(key)
  expect(await load(withVoice('  url: https://voice.corp.example:8543\n  caFile: ca\n  keyFile: voice-key\n'), {}, files))
    .toMatchObject({ config: { voice: { at: { url: 'https://voice.corp.example:8543' }, ca: certificate } } })
  expect(await load(withVoice('  url: http://127.0.0.1:8543\n  keyFile: voice-key\n'), { GATEHOUSE_VOICE_URL: 'http://[::1]:8543' }, files)).toMatchObject({ ok: true, config: { voice: { at: { url: 'http://[::1]:8543' } } } })
})

test.each<[string, string, Record<string, File>?]>([
  ['  keyFile: voice-key\n', 'voice does not say where it is; must have `socket` or `url`'],
  ['  socket: s\n', 'voice.keyFile is missing; must be a text (in quotes if it looks like a number)'],
  ['  socket: s\n  url: https://voice.corp.example\n  keyFile: voice-key\n', 'voice.url is given beside `socket`; must be one of the two'],
  ['  socket: s\n  caFile: ca\n  keyFile: voice-key\n', 'voice.caFile changes nothing; must go with `url`: on a socket there is no certificate'],
  ['  url: http://voice.corp.example:8543\n  keyFile: voice-key\n', "voice.url would send people's numbers and the key in the clear; must begin with https://"],
  ['  url: https://voice.corp.example/v1\n  keyFile: voice-key\n', 'voice.url holds more than an address; must be like https://voice.corp.example:8543'],
  ['  url: voice.corp.example\n  keyFile: voice-key\n', 'voice.url is no address of a voice process; must be like https://voice.corp.example:8543'],
  ['  socket: s\n  keyfile: voice-key\n  keyFile: voice-key\n', 'voice.keyfile is no setting; did you mean keyFile? must be one of socket, url, caFile, keyFile'],
  ['  socket: s\n  keyFile: voice-key\n', 'voice.keyFile names /etc/gatehouse/voice-key, which holds fewer than 32 bytes; must hold at least 32 random bytes in base64: openssl rand -base64 32', { '/etc/gatehouse/voice-key': 'c2hvcnQ=' }],
  ['  socket: s\n  keyFile: voice-key\n', 'voice.keyFile names /etc/gatehouse/voice-key, which everybody on this machine can read or change; must be ours alone: chmod 600 /etc/gatehouse/voice-key', { '/etc/gatehouse/voice-key': { text: key, mode: 0o644 } }],
])('%j: %s', async (lines, said, more) => {
  const found = await mistakes(lines, more)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(said)
})
