// A second Samba beside Debian's own, for tests of what only a newer domain does. It comes as packages of Debian's next release into a
// folder of its own, of which programs and libraries are kept: nothing of this machine changes but /var/cache/gatehouse.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { mustRun, run } from './child.mjs'

/** @typedef {{ suite: string, from: string, packages: string[] }} Recipe `from`: the part of the archive that has the newer Samba. */

/** @type {Recipe} */
const RECIPE = JSON.parse(readFileSync(new URL('system-packages.json', import.meta.url), 'utf8'))['newer-domain'].inside

// Once for the whole machine: it takes most of a minute and half a gigabyte.
const CACHE = '/var/cache/gatehouse'

/** @returns {string} the folder whose `usr` holds it, whether or not it is there yet; another recipe has another folder */
export const newerSamba = () => path.join(CACHE, `samba-${createHash('sha256').update(JSON.stringify(RECIPE)).digest('hex').slice(0, 12)}`)

/**
 * Makes it where it is missing and we are root. Somebody else who is at it is waited for.
 * @param {import('./child.mjs').Log} log
 * @param {boolean} [isRoot]
 * @throws {Error} with the last lines of what failed
 */
export async function ensureNewerSamba(log, isRoot = process.getuid?.() === 0) {
  if (existsSync(newerSamba()) || !isRoot || !sharesUsr()) return
  const release = await lock()
  try {
    if (!existsSync(newerSamba())) await make(log)
  } finally {
    release()
  }
}

/** The newer /usr can stand in for the machine's only where /lib and /bin are links into it, as in Debian since 12. */
const sharesUsr = () => ['/lib', '/bin', '/sbin'].every((name) => lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink())

/** @param {import('./child.mjs').Log} log */
async function make(log) {
  log(`Building a second Samba in ${newerSamba()}, once for this machine: a minute or two …`)
  mkdirSync(CACHE, { recursive: true })
  for (const name of readdirSync(CACHE)) if (name.startsWith('samba-') || name.startsWith('building-')) rmSync(path.join(CACHE, name), { recursive: true, force: true })
  const folder = mkdtempSync(path.join(CACHE, 'building-'))
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1', LC_ALL: 'C.UTF-8', PATH: `${process.env.PATH}:/usr/sbin:/sbin` }
    const mirror = await mirrorOfMachine()
    await mustRun('debootstrap', 'debootstrap', ['--variant=minbase', RECIPE.suite, folder, mirror], { env })
    // Nothing that is installed may start a service: the processes of the folder are those of the machine.
    writeFileSync(path.join(folder, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    writeFileSync(path.join(folder, 'etc/apt/sources.list.d/newer.list'), `deb ${mirror} ${RECIPE.from} main\n`)
    const inside = (/** @type {string[]} */ ...args) => mustRun(args[0] ?? '', 'chroot', [folder, ...args], { env })
    await inside('apt-get', 'update', '-qq')
    await inside('apt-get', 'install', '-y', '-qq', '--no-install-recommends', '-t', RECIPE.from, ...RECIPE.packages)
    for (const name of readdirSync(folder)) if (name !== 'usr') rmSync(path.join(folder, name), { recursive: true, force: true })
    for (const name of ['doc', 'locale', 'man']) rmSync(path.join(folder, 'usr/share', name), { recursive: true, force: true })
    chmodSync(folder, 0o755)
    renameSync(folder, newerSamba())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where this machine gets its own packages from: no other address is written anywhere. */
async function mirrorOfMachine() {
  const { stdout } = await run('apt-get', ['indextargets', '--format', '$(ORIGIN) $(REPO_URI)', 'Created-By: Packages'])
  const mirror = stdout.split('\n').find((line) => line.startsWith('Debian '))?.slice('Debian '.length)
  if (!mirror) throw new Error('apt names no archive of Debian on this machine')
  return mirror
}

/**
 * A name that the kernel gives to one process at a time, and takes back however that ends.
 * @returns {Promise<() => void>}
 */
async function lock() {
  for (;;) {
    const server = createServer().unref()
    const mine = await new Promise((resolve) => server.once('error', () => resolve(false)).listen({ path: '\0gatehouse-newer-samba' }, () => resolve(true)))
    if (mine) return () => server.close()
    await pause(1000)
  }
}
