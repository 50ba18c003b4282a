// A screen for machines without one: Xvfb, closed to everyone who does not hold its cookie.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { lastLines, mustRun } from './child.mjs'

/** @typedef {{ DISPLAY: string, XAUTHORITY: string }} DisplayVariables */
/** @typedef {{ env: DisplayVariables, stop: () => Promise<void> }} Display */

const START_LIMIT_MS = 15_000

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} [isRoot] root hands the client to an ordinary user, whom a Wayland compositor does not let in
 * @returns {boolean} whether a window can be shown to somebody
 */
export function hasDisplay(env, isRoot = process.getuid?.() === 0) {
  if (process.platform !== 'linux') return true
  return Boolean(env.DISPLAY) || (Boolean(env.WAYLAND_DISPLAY) && !isRoot)
}

/**
 * Starts an X server without a screen, on a free number, on no network. It ends with `stop()`, or with this process.
 * @param {{ width?: number, height?: number }} [size] in pixels
 * @returns {Promise<Display>} the variables for a client; the cookie in XAUTHORITY is readable by this user alone
 * @throws {Error} when Xvfb is missing or does not come up
 */
export async function startDisplay({ width = 1280, height = 800 } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-display-'))
  const cookies = path.join(folder, 'authority')
  const cookie = randomBytes(16).toString('hex')
  try {
    // The server takes any cookie of the file, a client only that of its display, whose number the server picks.
    await addCookie(cookies, ':0', cookie)
    const { number, stop } = await startServer(cookies, `${width}x${height}x24`)
    await addCookie(cookies, `:${number}`, cookie)
    return {
      env: { DISPLAY: `:${number}`, XAUTHORITY: cookies },
      stop: async () => { await stop(); rmSync(folder, { recursive: true, force: true }) },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * @param {string} file
 * @param {string} display
 * @param {string} cookie given on standard input: arguments are for everyone to read
 */
const addCookie = (file, display, cookie) =>
  mustRun('xauth', 'xauth', ['-q', '-f', file, 'source', '-'], { input: `add ${display} MIT-MAGIC-COOKIE-1 ${cookie}\n` })

/**
 * @param {string} cookies
 * @param {string} screen
 * @returns {Promise<{ number: string, stop: () => Promise<void> }>}
 */
function startServer(cookies, screen) {
  const server = ['Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', cookies, '-noreset']
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...server], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => { child.on('close', resolve); child.on('error', resolve) })
  const stop = async () => { child.kill('SIGTERM'); await ended }
  return new Promise((resolve, reject) => {
    let said = ''
    let number = ''
    const limit = setTimeout(() => { void stop(); reject(new Error('Xvfb said nothing for 15 s')) }, START_LIMIT_MS)
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => { said += text })
    child.stdio[3]?.on('data', (/** @type {Buffer} */ text) => {
      number += text.toString()
      if (!number.endsWith('\n')) return
      clearTimeout(limit)
      resolve({ number: number.trim(), stop })
    })
    void ended.then(() => { clearTimeout(limit); reject(new Error(`Xvfb did not start:\n${lastLines(said)}`)) })
  })
}
