import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { searchPath } from './program.ts'
import { ofSamba, type Samba } from './which.ts'

/** One running Samba with all its processes. */
export type SambaProcess = {
  /** Aborted when it ended, for whatever reason. */
  ended: AbortSignal
  /** Ends it at once and every process of it; returns when the last is gone. */
  stop(): Promise<void>
  /** The same for an exit hook, where nothing can be waited for. */
  kill(): void
}

/**
 * Starts Samba on a clone; its output goes to `samba.log` there.
 *
 * It must not outlive us, even if we are killed. So: `setpriv --pdeathsig` has the kernel kill `unshare` when the thread
 * that called this ends, `unshare --kill-child` hands that on to Samba, and Samba is process 1 of a process namespace,
 * with which the kernel ends all the processes that it forked. No handler of ours has to run. Samba is killed, not asked
 * to stop: what it would tidy is thrown away, and asking takes a second or two.
 */
export function startSamba(folder: string, which: Samba = 'usual'): SambaProcess {
  const output = openSync(join(folder, 'samba.log'), 'a')
  const child = spawn('setpriv', [...KILLED_WITH_US, ...OWN_NAMESPACES, ...samba(folder, which)], {
    // The fourth is written by nobody. All the processes inherit it, so it closes when the last one has gone.
    stdio: ['ignore', output, output, 'pipe'],
    // In a session of its own: Ctrl+C in a terminal is for us, who stop it when we are done.
    detached: true,
    env: { ...process.env, PATH: searchPath() },
  })
  closeSync(output)
  const ended = new AbortController()
  const gone = once(child, 'close').finally(() => ended.abort())
  gone.catch(() => undefined)
  const kill = (): void => {
    if (child.pid !== undefined && !ended.signal.aborted) killInner(child.pid)
  }
  return {
    ended: ended.signal,
    kill,
    stop: async () => {
      kill()
      await gone
    },
  }
}

const KILLED_WITH_US = ['--pdeathsig', 'KILL', '--']
const OWN_NAMESPACES = ['unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', '--']

// A tmpfs over /run: Samba keeps fixed names below /run/samba, which two domains would share.
const samba = (folder: string, which: Samba): string[] => [
  ...['sh', '-c', 'mount -t tmpfs tmpfs /run && mkdir /run/samba && exec "$@"', 'sh'],
  ...[...ofSamba(which, 'samba'), '-F', '--no-process-group', '--debug-stdout', '-M', 'standard', '-s', join(folder, 'etc/smb.conf')],
]

/** Kills process 1 of the namespace rather than `unshare`, which then reaps it: no zombie is left to a lazy init. */
function killInner(unshare: number): void {
  try {
    const children = readFileSync(`/proc/${unshare}/task/${unshare}/children`, 'utf8').trim()
    process.kill(children === '' ? unshare : Number(children.split(' ')[0]), 'SIGKILL')
  } catch {
    // Gone between the look and the kill.
  }
}
