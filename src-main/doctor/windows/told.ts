import { execFile } from 'node:child_process'
import type { Registry } from '../../config/registry-values.ts'
import { askLauncher, type RunProgram } from './ask.ts'
import type { Told } from './examine.ts'
import { shown } from './link.ts'

/** Milliseconds. It reads some values, and asks the domain for nothing. */
const LIMIT = 30_000

const run: RunProgram = (file, args) => new Promise((resolve, reject) => {
  execFile(file, [...args], { encoding: 'utf8', timeout: LIMIT, maxBuffer: 4 * 1024 * 1024, windowsHide: true }, (error, out) => {
    if (!error) resolve({ code: 0, out })
    else if (typeof error.code === 'number') resolve({ code: error.code, out })
    else reject(Object.assign(new Error(error.message), { code: error.code }))
  })
})

/** What the launcher beside this program tells; and the settings in it, as the launcher hands them over. @param executable the client's own file */
export async function toldByLauncher(executable: string): Promise<{ told: Told; registry?: Registry }> {
  const told = await askLauncher(executable, run)
  return 'facts' in told ? { told, registry: { policy: shown(told.facts.policy), machine: shown(told.facts.machine) } } : { told }
}
