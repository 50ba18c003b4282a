import path from 'node:path'
import * as v from 'valibot'
import type { Told } from './examine.ts'
import { Facts } from './facts.ts'

/** ERROR_ACCESS_DENIED: who asks is not elevated. */
const NOT_ELEVATED = 5

/** Runs a program to its end. @returns its exit code and its standard output; rejects where it cannot be started */
export type RunProgram = (file: string, args: readonly string[]) => Promise<{ code: number; out: string }>

/** Asks the launcher beside the client what only an elevated program can see. @param executable the client's own file */
export async function askLauncher(executable: string, run: RunProgram): Promise<Told> {
  const file = path.win32.join(path.win32.dirname(executable), 'Gatehouse.Launcher.exe')
  const repair = 'repair the package; launcher and client must be of one'
  let ran: Awaited<ReturnType<RunProgram>>
  try {
    ran = await run(file, ['--facts'])
  } catch (error) {
    return { says: `${file} cannot be started (${error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'})`, mend: repair }
  }
  if (ran.code === NOT_ELEVATED) return { says: 'it tells only administrators, and this console is not elevated', mend: 'run the same in a console that was opened with "Run as administrator"' }
  if (ran.code !== 0) return { says: `${file} --facts ended with ${ran.code}`, mend: repair }
  try {
    const facts = v.safeParse(Facts, JSON.parse(ran.out))
    if (facts.success) return { facts: facts.output }
    return { says: `what it told is wrong at ${facts.issues.map((issue) => v.getDotPath(issue) ?? 'its root').slice(0, 3).join(', ')}`, mend: repair }
  } catch {
    return { says: 'what it told is not JSON', mend: repair }
  }
}
