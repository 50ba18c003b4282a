// One executable file that is "the client, as an ordinary user, sandbox on": for Playwright's `executablePath`, for a
// person, for a measurement.
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, chmodSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { asUser } from './ordinary-user.mjs'

/** Variables of the caller that reach the client as they are at its start, where they are set. */
const PASSED = ['LANG', 'LANGUAGE', 'LC_ALL', 'TZ']
/** Those a person's own desktop needs besides; another user could not use what they name. */
const PASSED_TO_ONESELF = ['WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'XDG_SESSION_TYPE', 'DBUS_SESSION_BUS_ADDRESS']

/**
 * @typedef {object} ClientParts
 * @property {import('./hand-over.mjs').HandedOver} handed
 * @property {import('./ordinary-user.mjs').User} user
 * @property {{ DISPLAY?: string | undefined, XAUTHORITY?: string | undefined }} display `(await startDisplay()).env`, or process.env
 * @property {Record<string, string>} [variables] fixed further ones
 * @property {string[]} [pass] names of further ones to take from the caller at each start
 */

/**
 * Writes the executable, and a fresh home for it that only that user can enter.
 * @param {ClientParts} parts
 * @returns {{ executable: string, home: string }} `executable ...args` starts Electron on the application and hands the
 *   arguments to both; nothing of the caller's environment gets through but what is listed
 */
export const clientCommand = ({ handed, ...parts }) => commandInHome({ ...parts, folder: handed.folder, command: [path.join(handed.electron, 'electron'), handed.app] })

/**
 * The same for any program.
 * @param {Omit<ClientParts, 'handed'> & { folder: string, command: string[] }} parts `folder`: in which the home is made
 * @returns {{ executable: string, home: string }}
 */
export function commandInHome({ folder, command, user, display, variables = {}, pass = [] }) {
  const home = privateFolder(mkdtempSync(path.join(folder, 'home-')), user)
  const inHome = (/** @type {string} */ name) => privateFolder(path.join(home, name), user)
  const fixed = {
    HOME: home,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TMPDIR: inHome('tmp'),
    XDG_CONFIG_HOME: inHome('config'),
    XDG_CACHE_HOME: inHome('cache'),
    XDG_DATA_HOME: inHome('data'),
    XDG_STATE_HOME: inHome('state'),
    XDG_RUNTIME_DIR: inHome('run'),
    ...displayVariables(display, home, user),
    ...variables,
  }
  const names = [...PASSED, ...(user.isCurrent ? PASSED_TO_ONESELF : []), ...pass]
  const executable = `${home}.sh`
  writeFileSync(executable, wrapper(fixed, names, asUser(user, command), home))
  chmodSync(executable, 0o755)
  return { executable, home }
}

/**
 * @param {Record<string, string>} fixed
 * @param {string[]} names
 * @param {string[]} command
 * @param {string} folder to start in: the caller's may be closed to the user
 * @returns {string} the text of a shell script
 */
export function wrapper(fixed, names, command, folder) {
  const given = Object.entries(fixed).map(([name, value]) => quote(`${name}=${value}`))
  const passed = names.map((name) => `\${${name}+"${name}=$${name}"}`)
  return `#!/bin/sh\ncd ${quote(folder)} || exit 1\nexec env -i ${[...given, ...passed, ...command.map(quote)].join(' ')} "$@"\n`
}

/** @param {string} word */
const quote = (word) => `'${word.replaceAll("'", "'\\''")}'`

/**
 * @param {ClientParts['display']} display
 * @param {string} home
 * @param {import('./ordinary-user.mjs').User} user
 * @returns {Record<string, string>}
 */
function displayVariables({ DISPLAY, XAUTHORITY = path.join(os.homedir(), '.Xauthority') }, home, user) {
  if (!DISPLAY) return {}
  if (!existsSync(XAUTHORITY)) return { DISPLAY }
  const cookies = path.join(home, 'authority')
  copyFileSync(XAUTHORITY, cookies)
  chmodSync(cookies, 0o600)
  give(cookies, user)
  return { DISPLAY, XAUTHORITY: cookies }
}

/**
 * @param {string} folder
 * @param {import('./ordinary-user.mjs').User} user
 */
function privateFolder(folder, user) {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  give(folder, user)
  return folder
}

/**
 * @param {string} file
 * @param {import('./ordinary-user.mjs').User} user
 */
function give(file, user) {
  if (!user.isCurrent) chownSync(file, user.uid, user.gid)
}
