import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { asUser, ordinaryUser } from '../../../scripts/setup/ordinary-user.mjs'
import { processesWith } from '../../world/processes.ts'
import { run } from '../samba/program.ts'

const PROGRAMS = ['/usr/bin/dbus-daemon', '/usr/bin/dbus-monitor', '/usr/bin/dbus-send', '/usr/bin/gnome-keyring-daemon']
const SECRETS = 'org.freedesktop.secrets'

/** @returns why no keyring can run here, fit to stand after "skipped: "; undefined: one can */
export const noKeyring = (): string | undefined =>
  (PROGRAMS.every((program) => existsSync(program)) ? undefined : 'needs packages: apt-get install --no-install-recommends gnome-keyring dbus-daemon dbus-bin')

export type Keyring = {
  /** What finds it: of the session bus, and of the folders of its user. */
  variables: Record<string, string>
  /** Of its user: whatever it writes is below it. */
  home: string
  version: string
  /** Runs another program as its user, on its bus. */
  program: (command: readonly string[]) => ChildProcess
  /** Closes it, as its user does who goes away. */
  lock: () => Promise<void>
  /** It stops answering. */
  freeze: () => void
  /** It answers again. */
  thaw: () => void
  /** It ends, and nobody starts another in its place. */
  kill: () => Promise<void>
  /** Everything that somebody asked of it so far that would open a dialog, or did. */
  dialogs: () => string[]
  stop: () => Promise<void>
}

export type KeyringOptions = {
  /** `open`: with a keyring of that user, unlocked. `never`: as on a machine where nobody has chosen a password yet. `absent`: there is a bus and no store. */
  state: 'open' | 'never' | 'absent'
  /** A home to go on with: what lies in it was there before. It is not removed. */
  home?: string | undefined
}

/** A real gnome-keyring on a session bus of its own, as an ordinary user, until it is stopped or this process ends. */
export async function startKeyring({ state, home: given }: KeyringOptions): Promise<Keyring> {
  const user = await ordinaryUser()
  // Not the system's folder for temporary files, which may be closed to that user.
  const home = given ?? mkdtempSync('/tmp/gatehouse-keyring-')
  const own = (folder: string) => {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o700)
    if (!user.isCurrent) chownSync(folder, user.uid, user.gid)
    return folder
  }
  own(home)
  const address = `unix:path=${join(own(join(home, 'run')), `bus-${process.hrtime.bigint()}`)}`
  const variables = { HOME: home, PATH: '/usr/bin:/bin', XDG_RUNTIME_DIR: join(home, 'run'), XDG_DATA_HOME: own(join(home, 'data')), DBUS_SESSION_BUS_ADDRESS: address }
  const program = (command: readonly string[], stdio: 'ignore' | 'pipe' = 'pipe') => {
    const [first = '', ...rest] = asUser(user, [...command])
    return spawn(first, rest, { env: variables, cwd: home, stdio: ['pipe', 'pipe', stdio] })
  }
  const configuration = join(home, 'bus.conf')
  writeFileSync(configuration, busConfiguration(address, state !== 'absent'))
  const bus = program(['dbus-daemon', `--config-file=${configuration}`, '--nofork', '--print-address=1'], 'ignore')
  if (bus.stdout) await once(createInterface(bus.stdout), 'line')

  const asked: string[] = []
  const monitor = program(['dbus-monitor', '--address', address], 'ignore')
  const watching = new Promise<void>((resolve) => {
    if (monitor.stdout) createInterface(monitor.stdout).on('line', (line) => {
      resolve()
      const [, member] = /^method call .*member=(Unlock|Prompt|BeginPrompting|CreateCollection)$/.exec(line) ?? []
      if (member !== undefined) asked.push(member)
    })
  })
  await watching

  const ask = async (words: readonly string[]): Promise<string> => {
    const child = program(['dbus-send', `--bus=${address}`, '--print-reply', ...words])
    const [said] = await Promise.all([child.stdout ? text(child.stdout) : '', once(child, 'close')])
    return said
  }
  const secrets = (method: string, of: string) => ask([`--dest=${SECRETS}`, '/org/freedesktop/secrets', `org.freedesktop.Secret.Service.${method}`, of])
  const store = state === 'open' ? program(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'], 'ignore') : undefined
  store?.stdin?.end('a password of the test')
  // Whoever spoke to it before it is there would make the bus start another.
  if (store) await until(async () => (await ask(['--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${SECRETS}`])).includes('true'))
  if (store) await until(async () => (await secrets('ReadAlias', 'string:default')).includes('/collection/'))
  const { out } = await run('gnome-keyring-daemon', ['--version'])
  return {
    variables, home, program: (command) => program(command),
    version: /(\d[\d.]+)/u.exec(out)?.[1] ?? 'unknown',
    async lock() {
      await secrets('Lock', 'array:objpath:/org/freedesktop/secrets/collection/login')
    },
    freeze: () => void store?.kill('SIGSTOP'),
    thaw: () => void store?.kill('SIGCONT'),
    kill: () => end(store),
    dialogs: () => [...asked],
    async stop() {
      store?.kill('SIGCONT')
      // Whoever the bus has started ends with it.
      for (const child of [store, bus, monitor]) await end(child)
      for (const pid of processesWith(`XDG_RUNTIME_DIR=${variables.XDG_RUNTIME_DIR}`)) process.kill(pid, 'SIGKILL')
      if (given === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function until(is: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 60_000; !(await is());) {
    if (performance.now() > deadline) throw new Error('the keyring does not come up')
    await pause(30)
  }
}

/** @param services whether the bus starts what it knows how to start, as a session's own does */
const busConfiguration = (address: string, services: boolean) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type><listen>${address}</listen><auth>EXTERNAL</auth>
  ${services ? '<standard_session_servicedirs/>' : ''}
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`
