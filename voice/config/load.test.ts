import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { wordsOf } from '../../groundwork/settings/mistake.ts'
import type { ReadFile } from '../../groundwork/settings/named-file.ts'
import { runs } from '../../test/soak.ts'
import { loadConfig } from './load.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const good = `listen: { socket: server.sock }
serverKeyFile: server
webhooks: { url: 'https://voice.corp.example/', port: 8544 }
providers:
  - kind: twilio
    account: AC01
    authTokenFile: token
    from: '+4930123456'
`
const file = '/etc/gatehouse-voice/voice.yaml'
const disk = (text: string, more: Record<string, { text: string; mode?: number }> = {}): ReadFile => (path) => {
  const files: Record<string, { text: string; mode?: number }> = {
    [file]: { text }, '/etc/gatehouse-voice/server': { text: `${key}\n`, mode: 0o600 }, '/etc/gatehouse-voice/token': { text: 'an auth token\n', mode: 0o600 },
    '/etc/gatehouse-voice/secret': { text: 'a secret\n', mode: 0o600 }, ...more,
  }
  const found = files[path]
  return found ? Promise.resolve(found) : Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }))
}
const load = (text: string, more = {}) => loadConfig(file, disk(text, more))
async function mistakesIn(text: string, more = {}): Promise<string[]> {
  const loaded = await load(text, more)
  return loaded.ok ? [] : loaded.mistakes.map((mistake) => wordsOf(mistake).replace(`${file}:`, ''))
}

describe('voice.yaml', () => {
  it('says all that the process needs; secrets are wrapped', async () => {
    const loaded = await load(good)
    expect(loaded).toMatchObject({
      ok: true,
      config: {
        listen: { socket: '/etc/gatehouse-voice/server.sock' }, webhooks: { url: 'https://voice.corp.example', place: { host: '127.0.0.1', port: 8544 } }, mostCalls: 50,
        providers: [{ kind: 'twilio', name: 'twilio', url: 'https://api.twilio.com', machines: 'hang-up', signIn: { user: 'AC01' } }],
      },
    })
    expect(JSON.stringify(loaded)).not.toMatch(/an auth token|BwcHBw/)
    expect(loaded.ok && loaded.config.serverKey.reveal()).toBe(key)
    expect(loaded.ok && loaded.config.providers[0]?.kind === 'twilio' && loaded.config.providers[0].signIn.password.reveal()).toBe('an auth token')
  })

  it('an API key signs in, and the auth token still judges signatures', async () => {
    const loaded = await load(`${good}    user: SK01\n    passwordFile: secret\n    voices: [{ language: de-CH, voice: Polly.Vicki }]\n`)
    const [provider] = loaded.ok ? loaded.config.providers : []
    expect(provider).toMatchObject({ signIn: { user: 'SK01' }, voices: { 'de-ch': 'Polly.Vicki' } })
    expect(provider?.kind === 'twilio' && [provider.signIn.password.reveal(), provider.authToken.reveal()]).toEqual(['a secret', 'an auth token'])
  })

  test.each<[string, string, string, object?]>([
    ['no settings at all', '', '1:1: is left empty; must be a group of settings'],
    ['a word that is none', good.replace('serverKeyFile', 'serverKey'), '2:1: serverKey is no setting; did you mean serverKeyFile?'],
    ['a socket and a port', good.replace('server.sock }', 'server.sock, port: 1 }'), '1:38: listen.port is given beside `socket`; must be one of the two'],
    ['beyond loopback in the clear', good.replace('socket: server.sock', 'host: 10.0.0.1'), "1:1: listen.certificateFile is missing; must be given, with `keyFile`, because `host` is not loopback: people's numbers travel here"],
    ['webhooks in the clear', good.replace('https://voice', 'http://voice'), '3:18: webhooks.url would let others read what people key; must begin with https://'],
    ['no address for webhooks', good.replace(/webhooks.*\n/u, ''), 'webhooks is missing; must say where the provider finds us'],
    ['an address with more in it', good.replace('example/', 'example/?a=1'), '3:18: webhooks.url holds more than an address; must be like https://voice.corp.example'],
    ['nobody who calls', good.replace(/providers[^]*/u, 'providers: []\n'), '4:12: providers names no provider; must name at least one'],
    ['a number of the country', good.replace("'+4930123456'", '030123456'), '8:11: providers.0.from is 30123456; must be a text (in quotes if it looks like a number)'],
    ['a name to call from', good.replace("'+4930123456'", 'Example'), '8:11: providers.0.from is no number to call from; must be a number like +4930123456'],
    ['a provider in the clear', `${good}    url: http://api.example\n`, '9:10: providers.0.url would send numbers and the auth token in the clear; must begin with https://'],
    ['a key without its secret', `${good}    user: SK01\n`, '5:5: providers.0.passwordFile is missing; must go with `user`'],
    ['a secret without its key', `${good}    passwordFile: secret\n`, '5:5: providers.0.user is missing; must go with `passwordFile`'],
    ['a name that is no part of an address', `${good}    name: Our/Twilio\n`, '9:11: providers.0.name is no such name; must be small letters, digits and hyphens'],
    ['a token that others can read', good, '7:20: providers.0.authTokenFile names /etc/gatehouse-voice/token, which everybody on this machine can read or change', { '/etc/gatehouse-voice/token': { text: 't', mode: 0o644 } }],
    ['a key that can be guessed', good, '2:16: serverKeyFile names /etc/gatehouse-voice/server, which holds fewer than 32 bytes', { '/etc/gatehouse-voice/server': { text: 'c2hvcnQ=', mode: 0o600 } }],
    ['too many calls', `mostCalls: 1000\n${good}`, '1:12: mostCalls is 1000; must be a whole number from 1 to 500'],
  ])('%s is named, with its place and what would be right', async (_, text, said, more) => {
    const found = await mistakesIn(text, more)
    expect(found.join('\n')).toContain(said)
    expect(found, found.join('\n')).toHaveLength(text.includes('serverKey:') ? 2 : 1)
  })

  it('two providers of one name are named', async () => {
    expect((await mistakesIn(`${good}${good.slice(good.indexOf('  - kind'))}`)).join()).toContain('gives two providers one name')
  })

  it('whatever stands in it, it loads or its mistakes are named', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom(...good.split('\n')).chain((line) => fc.string().map((text) => good.replace(line, text)))), async (text) => {
      const loaded = await load(text)
      if (!loaded.ok) expect(loaded.mistakes.length).toBeGreaterThan(0)
    }), { numRuns: runs(150) })
  })
})

describe("a company's own words", () => {
  let folder: string
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'gatehouse-words-')) })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const withTexts = (texts: object) => {
    writeFileSync(join(folder, 'de.json'), JSON.stringify(texts))
    return load(`textsFolder: ${folder}\n${good}`)
  }
  const wanted = { language: 'de-AT', company: 'Beispiel {company}', keysWanted: 'digits' as const }

  it('take the place of ours, text by text', async () => {
    const loaded = await withTexts({ right: 'Passt.' })
    const { language, prompts } = loaded.ok ? loaded.config.promptsFor(wanted) : expect.fail('it does not load')
    expect([language, prompts.right, prompts.wrong]).toEqual(['de', 'Passt.', 'Das war nicht richtig. Sehen Sie auf den Bildschirm.'])
    expect(prompts.ask).toMatch(/^Hier ist Beispiel \{company\}\. /)
  })

  it('that lack the company in the question, or name what is never said, are named', async () => {
    const loaded = await withTexts({ digits: 'Zwei Ziffern, bitte.', right: 'Danke, {person}.' })
    expect(loaded.ok ? [] : loaded.mistakes.map(({ path, right }) => [path, right])).toEqual([['digits', 'must name each of: company'], ['right', expect.stringContaining('must name no others')]])
  })

  it('of a language that has not all of them are not spoken: English is', async () => {
    writeFileSync(join(folder, 'de.json'), '{}')
    writeFileSync(join(folder, 'da.json'), JSON.stringify({ right: 'Tak.' }))
    const loaded = await load(`textsFolder: ${folder}\n${good}`)
    expect(loaded.ok && loaded.config.promptsFor({ ...wanted, language: 'da' }).language).toBe('en')
  })
})
