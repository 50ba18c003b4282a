// Everything a command of ours needs on a machine that has Node, npm and nothing else.
import { ensureElectron } from './electron.mjs'
import { ensureNewerSamba } from './newer-samba.mjs'
import { ensurePackages, wantedNode } from './packages.mjs'
import { ensureSystem } from './system.mjs'

/** @typedef {{ node: string, system: import('./system.mjs').Missing }} Machine */

/**
 * apt and npm wait for the network and the disk by turns, so they run side by side. Electron, the largest of all, comes with the
 * group `client` alone.
 * @param {string} root the project's folder
 * @param {import('./system.mjs').Group[]} groups of Debian packages
 * @param {import('./child.mjs').Log} log
 * @returns {Promise<Machine>} `system` says what an ordinary user has to have installed first
 * @throws {Error} with what failed and the last lines it said
 */
export async function prepareMachine(root, groups, log) {
  const [system, npm] = await Promise.allSettled([ensureFromDebian(groups, log), ensureFromNpm(root, groups, log)])
  // Both run to their end: a program that is left behind half way would hold dpkg's lock or a folder.
  if (system.status === 'rejected') throw system.reason
  if (npm.status === 'rejected') throw npm.reason
  return { ...npm.value, system: system.value }
}

/**
 * @param {import('./system.mjs').Group[]} groups
 * @param {import('./child.mjs').Log} log
 */
async function ensureFromDebian(groups, log) {
  const system = await ensureSystem(groups, log)
  if (groups.includes('newer-domain')) await ensureNewerSamba(log)
  return system
}

/**
 * @param {string} root
 * @param {import('./system.mjs').Group[]} groups
 * @param {import('./child.mjs').Log} log
 */
async function ensureFromNpm(root, groups, log) {
  await ensurePackages(root, log)
  if (groups.includes('client')) await ensureElectron(root, log)
  return { node: wantedNode(root) }
}
