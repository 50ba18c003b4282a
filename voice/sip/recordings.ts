import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { soundIn } from './wav.ts'

/** What a company records for a language: both questions, and what follows. */
const files = ['digits', 'pound', 'right', 'wrong', 'stop']

/** Looks at a company's recordings before somebody is called. @returns what is wrong, each in words that go on after "names FOLDER, " */
export function wrongRecordings(folder: string): string[] {
  let languages: string[]
  try {
    languages = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => name)
  } catch {
    return ['which is no folder that can be read']
  }
  if (languages.length === 0) return ['which has no folder of a language']
  return languages.flatMap((language) => files.flatMap((name) => {
    const path = join(folder, language, `${name}.wav`)
    if (!existsSync(path)) return [`where ${language}/${name}.wav is missing`]
    return isSound(path) ? [] : [`where ${language}/${name}.wav is no WAV of 16 bits and 8,000 to 96,000 samples a second`]
  }))
}

function isSound(path: string): boolean {
  try {
    return (soundIn(readFileSync(path))?.samples.length ?? 0) > 0
  } catch {
    return false
  }
}
