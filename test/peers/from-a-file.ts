import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { untilItAnswers } from './until-it-answers.ts'

type Program = {
  name: string
  /** What the file says, and what the program is started with. @param folder its own */
  text: (folder: string) => string
  args: (file: string) => readonly string[]
}

/**
 * Runs a server that reads its settings from a file. It goes with us, even if we are killed.
 * @param answers asked again and again until it is true
 * @returns ends it and removes its folder
 */
export async function fromAFile({ name, text, args }: Program, answers: () => Promise<boolean>): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), `gatehouse-${name}-`))
  const file = join(folder, 'settings')
  writeFileSync(file, text(folder))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const stop = await untilItAnswers(name, args(file), folder, answers)
    return async () => {
      await stop()
      remove()
    }
  } catch (error) {
    remove()
    throw error
  }
}
