import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { espeakMissing, espeakVersion } from './espeak.scenario.ts'
import { recorded, remembering, type Speech, spoken } from './speech.ts'

const words = (more: Partial<Parameters<Speech>[0]> = {}) => ({ file: 'digits', text: 'Contoso. Please key the two digits on your screen, then the hash key.', language: 'en', ...more })
const node = (script: string) => ({ command: process.execPath, arguments: ['-e', script] })

withPeer('A program that speaks', espeakMissing(), () => {
  const speak = spoken({ command: 'espeak-ng', arguments: ['-v', '{language}', '--stdin', '--stdout'] })
  beforeAll(() => ranAgainst(import.meta.url, `eSpeak NG ${espeakVersion}`))

  it.each([['en', undefined], ['de', 'Contoso. Bitte tippen Sie die zwei Ziffern auf Ihrem Bildschirm.'], ['fr', 'Contoso. Tapez les deux chiffres affichés.'], ['es', 'Contoso. Teclee las dos cifras.'], ['pt', 'Contoso. Digite os dois algarismos.'], ['pl', 'Contoso. Wpisz dwie cyfry z ekranu.'], ['ja', 'にけたの すうじを おしてください'], ['ar', 'أدخل الرقمين']])(
    'says it in %s, so that it can be heard', async (language, text) => {
      const samples = await speak(words({ language, ...(text !== undefined && { text }) }))
      expect(samples.length).toBeGreaterThan(0.8 * 8000)
      expect(samples.reduce((loudest, one) => Math.max(loudest, Math.abs(one)), 0)).toBeGreaterThan(4000)
    })

  it('[F-27] speaks Portuguese with the voice of the country whose words it says', async () => {
    const asked = await spoken({ command: process.execPath, arguments: ['-e', `process.stdin.resume().on('end', () => process.argv.at(-1) === 'pt-br' ? require('child_process').spawnSync('espeak-ng', ['-v', 'pt-br', '--stdout', 'sim'], { stdio: 'inherit' }) : 0)`, '{language}'] })(words({ language: 'pt' }))
    expect(asked.length).toBeGreaterThan(1000)
  })

  it('says what looks like a switch', async () => {
    expect((await speak(words({ text: '-w /tmp/x --stdout' }))).length).toBeGreaterThan(8000)
  })

  it('a voice that it does not have is an error', async () => {
    await expect(speak(words({ language: 'qq' }))).rejects.toThrow('the program that speaks ended with 1')
  })
})

describe('a program that cannot speak', () => {
  it.each([
    ['is not there', { command: '/nowhere/speak', arguments: [] }, 'does not start: ENOENT'],
    ['fails', node('process.exit(3)'), 'ended with 3'],
    ['says nothing', node(''), 'spoke in vain: what it gave is no WAV'],
    ['says something else', node('console.log("hello")'), 'spoke in vain'],
    ['never ends', node('setInterval(() => {}, 1000)'), 'did not end in 1000 ms'],
    ['never stops', node('for (;;) require("fs").writeSync(1, Buffer.alloc(100000))'), 'says too much'],
    ['reads nothing', node('process.stdin.destroy()'), 'spoke in vain'],
  ])('because it %s, says so, and not what it should have said', async (_, program, why) => {
    const failed = await spoken(program, why.includes('1000') ? 1000 : 9000)(words({ text: 'Contoso '.repeat(50_000) })).catch((error: unknown) => String(error))
    expect(failed).toContain(why)
    expect(failed).not.toContain('Contoso')
  })

  it.each(['../../etc', '', '-f /etc/passwd', 'en_US', 'x'.repeat(40)])('is not asked for what is no language: %s', async (language) => {
    await expect(recorded('/tmp', spoken(node('')))(words({ language }))).rejects.toThrow('no language')
    await expect((async () => spoken(node(''))(words({ language })))()).rejects.toThrow('no language')
  })
})

describe('a company\'s own voice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-voice-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const wav = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x04\0\0\0', 'latin1'), Buffer.from([1, 0, 2, 0])])

  it('is a folder of recordings', async () => {
    mkdirSync(join(folder, 'de'))
    writeFileSync(join(folder, 'de/digits.wav'), wav)
    writeFileSync(join(folder, 'de/right.wav'), 'no sound')
    const speech = recorded(folder, () => Promise.resolve(Int16Array.of(7)))
    expect(await speech(words({ language: 'de' }))).toEqual(Int16Array.of(1, 2))
    await expect(speech(words({ language: 'de', file: 'right' }))).rejects.toThrow('de/right.wav is no WAV')
    await expect(speech(words({ language: 'de', file: 'stop' }))).rejects.toThrow('a recording cannot be read: ENOENT')
    // A call speaks with one voice: a language is recorded whole, or not at all.
    expect(await speech(words({ language: 'en' }))).toEqual(Int16Array.of(7))
    // Tags are spelled as people spell them, and asked for in small letters.
    mkdirSync(join(folder, 'de-CH'))
    writeFileSync(join(folder, 'de-CH/digits.wav'), wav)
    expect(await speech(words({ language: 'de-ch' }))).toEqual(Int16Array.of(1, 2))
  })
})

describe('what was said before', () => {
  const counting = (fails = 0) => {
    const asked: string[] = []
    const speech = remembering(async ({ text }) => {
      asked.push(text)
      if (asked.length <= fails) throw new Error('once')
      return Int16Array.of(asked.length)
    })
    return { asked, speech }
  }

  it('is remembered, by its words and its language', async () => {
    const { asked, speech } = counting()
    for (const some of [words(), words(), words({ language: 'de' }), words({ text: 'x' }), words()]) await speech(some)
    expect(asked).toHaveLength(3)
  })

  it('is forgotten where it failed, and where there is too much of it', async () => {
    const { asked, speech } = counting(1)
    await expect(speech(words())).rejects.toThrow('once')
    await speech(words())
    for (let other = 0; other < 64; other++) await speech(words({ text: String(other) }))
    await speech(words())
    expect(asked).toHaveLength(67)
  })
})
