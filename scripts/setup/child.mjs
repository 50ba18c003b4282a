// Everything here leans on other programs (npm, apt, tar, useradd). They are quiet unless they fail, and a failure is
// shown with the last lines they said.
import { spawn } from 'node:child_process'

/** @typedef {(line: string) => void} Log One finished line, without a newline. */
/** @typedef {{ code: number, stdout: string, output: string }} Ended `output` holds both streams in the order they came. */

/**
 * Runs a program to its end. Never throws for what the program does: look at `code`, which is 127 when there is no such
 * program and 124 when its time was up, as a shell and `timeout` have it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number, input?: string }} [how] `input` goes to standard input.
 * @returns {Promise<Ended>}
 */
export function run(command, args, { cwd = process.cwd(), env = process.env, seconds = 900, input = '' } = {}) {
  return new Promise((resolve) => {
    let stdout = ''
    let output = ''
    let late = false
    const child = spawn(command, args, { cwd, env, stdio: 'pipe' })
    const limit = setTimeout(() => { late = true; child.kill('SIGKILL') }, seconds * 1000)
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => { stdout += text; output += text })
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => { output += text })
    child.stdin.on('error', () => {}) // a program that reads nothing may be gone already
    child.stdin.end(input)
    child.on('error', (error) => { clearTimeout(limit); resolve({ code: 127, stdout, output: error.message }) })
    child.on('close', (code) => { clearTimeout(limit); resolve({ code: late ? 124 : code ?? 1, stdout, output }) })
  })
}

/**
 * The same for what must succeed.
 * @param {string} what the step in words, for the message: "npm ci"
 * @param {string} command
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [how]
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {Error} with the program's last lines
 */
export async function mustRun(what, command, args, how) {
  const { code, stdout, output } = await run(command, args, how)
  if (code !== 0) throw new Error(`${what} failed (exit code ${code}):\n${lastLines(output)}`)
  return stdout
}

/**
 * @param {string} output
 * @param {number} [count]
 * @returns {string} the last lines that say something, indented
 */
export function lastLines(output, count = 15) {
  return output.split('\n').filter((line) => line.trim() !== '').slice(-count).map((line) => `  ${line}`).join('\n')
}
