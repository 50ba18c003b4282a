// Debian's packages, from the one list in system-packages.json. To add one, put it there: nothing else names any.
// Nothing that is installed here may start a service on this machine: we run our own copies, on loopback, while needed.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lastLines, run } from './child.mjs'

/** @typedef {'client' | 'packaged' | 'browser' | 'domain' | 'newer-domain' | 'database' | 'operations' | 'telephone' | 'credential-store' | 'windows'} Group What is to run: the client, hands and eyes for the packaged one, a browser for the portal, a Samba domain, one of a newer Samba, a PostgreSQL, what stands around servers, a telephone system, a keyring on a session bus, what builds and tries the Windows side. */
/** @typedef {{ missing: string[], line: string }} Missing `line` is what an administrator types to get them. */

/** @type {Record<Group, { packages: string[], services: Record<string, string[]> }>} Services by the package that brings them. */
const GROUPS = JSON.parse(readFileSync(new URL('system-packages.json', import.meta.url), 'utf8'))

/** Debian's postgresql packages make and start a database of their own unless this file says no. */
const CLUSTER_SETTING = '/etc/postgresql-common/createcluster.conf'

/** How long another apt on this machine is waited for: a fresh one updates itself after its first start. */
const LOCK_SECONDS = 120

/**
 * Installs what the groups need when we are root; says what is missing when we are not.
 * @param {Group[]} groups
 * @param {import('./child.mjs').Log} log
 * @param {boolean} [isRoot]
 * @returns {Promise<Missing>} nothing missing: an empty list and an empty line
 * @throws {Error} when apt fails, with its last lines
 */
export async function ensureSystem(groups, log, isRoot = process.getuid?.() === 0) {
  const listed = await run('dpkg-query', ['-W', '-f=${db:Status-Status} ${Package} ${Provides}\\n'])
  if (listed.code === 127) return { missing: [], line: '' } // no Debian: its own packages cannot be judged
  const missing = missingPackages(packagesOf(groups), listed.stdout)
  if (missing.length === 0 || !isRoot) return { missing, line: aptLine(missing) }

  log(`Installing ${missing.length} Debian packages and what they need: ${missing.join(' ')} …`)
  if (missing.some((name) => name.startsWith('postgresql'))) keepDatabasesUnmade()
  await install(missing)
  const services = groups.flatMap((group) => missing.flatMap((name) => GROUPS[group].services[name] ?? []))
  if (services.length > 0) await run('systemctl', ['disable', '--quiet', ...services]) // nor at the next start
  return { missing: [], line: '' }
}

/**
 * @param {Group[]} groups
 * @returns {string[]}
 */
export const packagesOf = (groups) => [...new Set(groups.flatMap((group) => GROUPS[group].packages))]

/**
 * @param {string[]} wanted
 * @param {string} listed lines of state, name and what the package stands in for, from dpkg-query
 * @returns {string[]} those of `wanted` that neither are installed nor stood in for
 */
export function missingPackages(wanted, listed) {
  const here = new Set(listed.split('\n').filter((line) => line.startsWith('installed ')).flatMap((line) =>
    line.slice('installed '.length).replace(/\([^)]*\)/g, '').split(/[\s,]+/)))
  return wanted.filter((name) => !here.has(name))
}

/**
 * @param {string[]} missing
 * @returns {string} the command for a person who may use sudo; empty for nothing
 */
export const aptLine = (missing) =>
  missing.length === 0 ? '' : `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`

/** @param {string[]} names */
async function install(names) {
  // SYSTEMD_OFFLINE makes systemctl leave services alone, for this one apt only.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1', LC_ALL: 'C.UTF-8' }
  const options = ['-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`, '-o', 'Dpkg::Options::=--force-confold', '-y', '-qq', '--no-install-recommends']
  const attempt = () => run('apt-get', ['install', ...options, ...names], { env })
  // The lists are refreshed only when they turn out to be absent or old: that is the slow part on a machine in use.
  if ((await attempt()).code === 0) return
  const refreshed = await refreshLists(env)
  const { code, output } = await attempt()
  if (code !== 0) throw new Error(`apt-get could not install ${names.join(' ')}:\n${lastLines(refreshed + output)}`)
}

/**
 * Waits for others by itself: apt's own patience covers dpkg's lock, not that of the lists.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} what apt said
 */
async function refreshLists(env) {
  const until = Date.now() + LOCK_SECONDS * 1000
  for (;;) {
    const { code, output } = await run('apt-get', ['update', '-qq'], { env })
    if (code === 0 || !output.includes('Could not get lock') || Date.now() > until) return output
    await pause(2000)
  }
}

function keepDatabasesUnmade() {
  if (existsSync(CLUSTER_SETTING)) return
  mkdirSync(path.dirname(CLUSTER_SETTING), { recursive: true })
  writeFileSync(CLUSTER_SETTING, 'create_main_cluster = false\n')
  chmodSync(path.dirname(CLUSTER_SETTING), 0o755) // as Debian has them, whatever root's umask
  chmodSync(CLUSTER_SETTING, 0o644)
}
