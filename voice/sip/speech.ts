import { spawn } from 'node:child_process'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LanguageTag } from '@gatehouse/contract'
import * as v from 'valibot'
import { forTelephone, soundIn } from './wav.ts'

/** What is said to a person, and what a recording of it is called. */
export type Words = { readonly file: string; readonly text: string; readonly language: string }

/** @returns what a telephone carries of it. @throws Error that says, without the words, why nothing can be said */
export type Speech = (words: Words) => Promise<Int16Array>

/** Octets: a minute at 44,100 Hz. Nobody listens longer. */
const MOST_OCTETS = 5_500_000
/** Milliseconds. A usual machine needs 30. */
const LONGEST = 10_000
/** Sounds that are kept: four for each language and company. */
const MOST_KEPT = 64

/** Remembers what was said before: a company has few sentences. */
export function remembering(speech: Speech): Speech {
  const kept = new Map<string, Promise<Int16Array>>()
  return (words) => {
    const key = JSON.stringify([words.language, words.file, words.text])
    const known = kept.get(key)
    if (known) return known
    const made = speech(words)
    kept.set(key, made)
    // What went wrong once may go right the next time.
    made.catch(() => kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return made
  }
}

/**
 * A company's own voice: `FOLDER/LANGUAGE/NAME.wav`. Whatever text there is: it is they who said what is in the file.
 * @param otherwise speaks the languages that have no folder
 */
export const recorded = (folder: string, otherwise: Speech): Speech => async (words) => {
  const wanted = tag(words.language).toLowerCase()
  const language = (await readdir(folder).catch(() => [])).find((name) => name.toLowerCase() === wanted)
  if (language === undefined) return otherwise(words)
  return audible(await bounded(join(folder, language, `${words.file}.wav`)), `${language}/${words.file}.wav`)
}

export type Program = { readonly command: string; readonly arguments: readonly string[] }

/**
 * A program that is given the text on standard input and gives a WAV on standard output. The text is on no command line, where others of
 * the machine would see it.
 * @param program `{language}` in an argument is replaced by the language, with its country where our texts are of one
 */
export const spoken = (program: Program, longest = LONGEST): Speech => ({ text, language }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program.command, program.arguments.map((one) => one.replaceAll('{language}', voiceFor(tag(language)))), {
      stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: process.env['PATH'] }, timeout: longest, killSignal: 'SIGKILL',
    })
    const pieces: Buffer[] = []
    let size = 0
    const fail = (why: string) => reject(new Error(`the program that speaks ${why}`))
    child.once('error', (error: NodeJS.ErrnoException) => fail(`does not start: ${error.code ?? 'no reason given'}`))
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > MOST_OCTETS) child.kill('SIGKILL')
      else pieces.push(piece)
    })
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined)
    child.stdin.end(text)
    child.once('close', (code) => {
      if (size > MOST_OCTETS) fail('says too much')
      else if (code === null) fail(`did not end in ${longest} ms`)
      else if (code !== 0) fail(`ended with ${code}`)
      else try {
        resolve(audible(Buffer.concat(pieces), 'what it gave'))
      } catch (error) {
        fail(error instanceof Error ? `spoke in vain: ${error.message}` : 'spoke in vain')
      }
    })
  })

function audible(octets: Buffer, name: string): Int16Array {
  const sound = soundIn(octets)
  if (!sound || sound.samples.length === 0) throw new Error(`${name} is no WAV of 16 bits and 8,000 to 96,000 samples a second`)
  return forTelephone(sound)
}

/** Portuguese is written here as in Brazil; `pt` alone is the voice of Portugal to espeak-ng. */
const voiceFor = (language: string): string => (language === 'pt' ? 'pt-br' : language)

/** BCP 47 and nothing else: it becomes part of a path and of a command line. */
function tag(language: string): string {
  if (!v.is(LanguageTag, language)) throw new Error('no language')
  return language
}

async function bounded(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: unknown) => { throw new Error(`a recording cannot be read: ${error instanceof Error ? error.message : path}`) })
  try {
    const octets = Buffer.alloc(MOST_OCTETS)
    const { bytesRead } = await file.read(octets, 0, MOST_OCTETS)
    return Buffer.from(octets.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
