// Chromium's sandbox does not work for root, and nothing of ours goes without the sandbox: what root starts runs as a
// user who may do nothing else.
import os from 'node:os'
import { mustRun, run } from './child.mjs'

/** @typedef {{ name: string, uid: number, gid: number, isCurrent: boolean }} User */

const NAME = 'gatehouse-dev'

/**
 * @returns {Promise<User>} the current user or, when that is root, a system user without a log-in, made if need be
 */
export async function ordinaryUser() {
  const { username, uid, gid } = os.userInfo()
  if (uid !== 0) return { name: username, uid, gid, isCurrent: true }
  const known = await find(NAME)
  if (known) return known
  const args = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin']
  const made = await run('useradd', [...args, NAME])
  const user = await find(NAME) // two at once: one of them fails, both find it
  if (!user) throw new Error(`The user ${NAME} could not be made: ${made.output.trim()}`)
  return user
}

/**
 * The words that run a program as that user: under the process id it is started with, so that signals reach it, and no
 * longer than the thread that starts it, so that a killed test run leaves nothing behind.
 * @param {User} user
 * @param {string[]} command
 * @returns {string[]}
 */
export function asUser(user, command) {
  const change = user.isCurrent ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--inh-caps=-all']
  return ['setpriv', '--pdeathsig', 'KILL', ...change, '--', ...command]
}

/**
 * @param {string} name
 * @returns {Promise<User | undefined>}
 */
async function find(name) {
  const { code } = await run('id', ['-u', name])
  if (code !== 0) return undefined
  const ask = async (/** @type {string} */ what) => Number(await mustRun('id', 'id', [what, name]))
  return { name, uid: await ask('-u'), gid: await ask('-g'), isCurrent: false }
}
