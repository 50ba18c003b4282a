import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { writeServerFiles } from '../test/world/server-files.ts'
import { packageServer } from './server-package.ts'

const root = join(import.meta.dirname, '..')
let folder: string
let made: string
beforeAll(async () => {
  ranAgainst(import.meta.url, `Node ${process.versions.node}`)
  // Elsewhere, so that nothing is found by climbing up to the project's own packages.
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-package-'))
  made = join(folder, 'gatehouse')
  await packageServer(made)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the package is the server alone: nothing of the client, no test, no development package', () => {
  const files = readdirSync(made, { recursive: true, encoding: 'utf8' })
  expect(files.filter((name) => /\.(?:test|scenario)\.ts$/u.test(name) && !name.startsWith('node_modules'))).toEqual([])
  for (const name of ['electron', 'react', 'axios', 'typescript', 'vitest', 'esbuild', '@types']) expect(existsSync(join(made, 'node_modules', name))).toBe(false)
  for (const name of ['src-main', 'src-renderer', 'test', 'scripts']) expect(existsSync(join(made, name))).toBe(false)
  expect(existsSync(join(made, 'out/portal/portal.html'))).toBe(true)
})

test('whatever the umask was, every account can read all of it and no other account can write to it', () => {
  const found = readdirSync(made, { recursive: true, encoding: 'utf8' }).map((name) => lstatSync(join(made, name))).filter((file) => !file.isSymbolicLink())
  expect(new Set(found.map((file) => (file.mode & 0o777).toString(8)))).toEqual(new Set(['755', '644']))
})

test('every file that the documents of the package link to is in it', () => {
  const names = readdirSync(join(made, 'docs')).filter((name) => name.endsWith('.md'))
  const links = names.flatMap((name) => [...readFileSync(join(made, 'docs', name), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/gu)].map(([, link = '']) => link))
  expect(links.length).toBeGreaterThan(5)
  expect(links.filter((link) => !existsSync(join(made, 'docs', link)))).toEqual([])
})

test.each(['v20.19.0', 'v24.6.0'])('an older Node, such as %s, is named, instead of what it stumbles over', (version) => {
  const older = join(folder, version)
  mkdirSync(older)
  writeFileSync(join(older, 'node'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
  const { status, stderr } = spawnSync(join(made, 'bin/gatehouse-server'), ['check'], { encoding: 'utf8', env: { PATH: `${older}:/usr/bin:/bin` } })
  expect({ status, stderr }).toEqual({ status: 1, stderr: `gatehouse-server needs Node 24.7 or newer in the PATH; there is: ${version}\n` })
})

test('a folder with anything else in it is left alone', async () => {
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'thesis'), 'years of work')
  await expect(packageServer(home)).rejects.toThrow('is neither empty nor a Gatehouse server')
  expect(readdirSync(home)).toEqual(['thesis'])
})

// As the compose file and the unit have it, where we are root: everything but its own place is read-only, and the user is a number without any right.
const CONFINED = `mount --bind "$1" "$1" && mount -o remount,bind,ro / && shift
exec setpriv --reuid 10001 --regid 10001 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs -- "$@"`

function confined(command: string, place: string, argv: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, argv]
  return ['unshare', ['--mount', '--propagation', 'private', 'sh', '-c', CONFINED, 'confined', place, command, ...argv]]
}

test('and it is the whole server: it runs from its folder, with no right but to write to its own place, and verifies what it wrote', async () => {
  const settings = join(folder, 'settings')
  const file = writeServerFiles({ folder: settings, mail: { host: '127.0.0.1', port: 1 } })
  const place = join(settings, 'data')
  mkdirSync(place)
  // Where this project lies that user may have no way to.
  copyFileSync(process.execPath, join(made, 'bin/node'))
  if (process.getuid?.() === 0) {
    chmodSync(folder, 0o755)
    for (const name of ['', ...readdirSync(settings)]) chownSync(join(settings, name), 10001, 10001)
  }
  const env = { PATH: `${join(made, 'bin')}:/usr/bin:/bin`, GATEHOUSE_AUDIT_HEADS_FOLDER: join(place, 'heads'), GATEHOUSE_DATABASE_FOLDER: join(place, 'database') }
  const confinedTo = (...argv: string[]) => confined(join(made, 'bin/gatehouse-server'), place, [...argv, '--config', file])
  const run = (...argv: string[]) => spawnSync(...confinedTo(...argv), { encoding: 'utf8', cwd: '/', timeout: 30_000, killSignal: 'SIGTERM', env })
  expect(run('check')).toMatchObject({ status: 0 })
  const server = spawn(...confinedTo('serve'), { cwd: '/', env })
  const ended = once(server, 'close')
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  await expect.poll(() => said, { timeout: 50_000 }).toContain('"message":"started"').finally(() => server.kill('SIGTERM'))
  expect(await ended).toEqual([0, null])
  expect(said).not.toContain('"level":"error"')
  expect(readdirSync(join(place, 'heads'))).toHaveLength(1)
  expect(run('audit', 'verify').stdout).toContain('nothing was changed and nothing is missing')
})

test('the voice process comes along: it runs from its folder, with no right at all', async () => {
  const place = join(folder, 'voice')
  mkdirSync(place)
  const write = (name: string, text: string) => writeFileSync(join(place, name), text, { mode: 0o600 })
  write('server', randomBytes(32).toString('base64'))
  write('twilio', 'a token')
  write('voice.yaml', `listen: { socket: ${place}/server.sock }
serverKeyFile: server
webhooks: { url: https://voice.corp.example, port: 0 }
providers: [{ kind: twilio, account: AC01, authTokenFile: twilio, from: '+4930123456' }]
`)
  if (process.getuid?.() === 0) for (const name of ['', ...readdirSync(place)]) chownSync(join(place, name), 10001, 10001)
  const voice = spawn(...confined(join(made, 'bin/gatehouse-voice'), place, ['--config', join(place, 'voice.yaml')]), { cwd: '/', env: { PATH: `${join(made, 'bin')}:/usr/bin:/bin` } })
  const ended = once(voice, 'close')
  let said = ''
  for (const stream of [voice.stdout, voice.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  await expect.poll(() => said, { timeout: 50_000 }).toContain('"message":"started"')
    .finally(() => setTimeout(() => voice.kill('SIGTERM'), 100))
  const socketMode = (lstatSync(join(place, 'server.sock')).mode & 0o777).toString(8)
  // Its own account and group, and nobody else: whoever may connect is in that group.
  expect(socketMode).toBe('660')
  expect(await ended).toEqual([0, null])
})

test('the compose file names two servers that may write nowhere but to their heads, and no secret', () => {
  const text = readFileSync(join(root, 'deploy/container/compose.yaml'), 'utf8')
  const { services } = parse(text, { merge: true }) as { services: Record<string, { read_only?: boolean; user?: string; cap_drop?: string[]; volumes?: string[] }> }
  const image = readFileSync(join(root, 'deploy/container/Containerfile'), 'utf8')
  const [, place = ''] = /^VOLUME (\S+)$/mu.exec(image) ?? expect.fail('the image has no place to write to')
  // Made for the image's user before it is a volume: Docker leaves a new one to root otherwise.
  expect(image).toMatch(new RegExp(`^RUN install .*-o 10001 .*${place}(?: |$)`, 'mu'))
  for (const name of ['one', 'two']) {
    expect(services[name]).toMatchObject({ read_only: true, user: '10001:10001', cap_drop: ['ALL'], tmpfs: ['/tmp'] })
    expect(services[name]?.volumes).toEqual([expect.stringMatching(/:ro$/u), `heads:${place}`])
  }
  expect(text).not.toMatch(/PASSWORD: |:[^/@\s]+@/u)
})

const analyze = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' })

withPeer('The systemd units', analyze.error ? 'needs systemd-analyze' : undefined, () => {
  test.each(['gatehouse.service', 'gatehouse-voice.service'])('%s has no mistake that systemd can see, and leaves little in its reach', (name) => {
    ranAgainst(import.meta.url, `systemd ${/\d+/u.exec(analyze.stdout)?.[0] ?? 'unknown'}`)
    const unit = join(folder, name)
    // The program is not installed here, which is the one thing that it would complain about.
    writeFileSync(unit, readFileSync(join(root, 'deploy/systemd', name), 'utf8').replaceAll('/opt/gatehouse/bin', join(made, 'bin')))
    expect(spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
    // Tenths: 20 is 2.0, where an ordinary service has 9.6.
    expect(spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit]).status).toBe(0)
  })
})
