import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { statusOf } from '../world/processes.ts'

/** A process of the client. `kind`: `main`, `zygote`, `gpu-process`, `renderer`, `utility`, or the name of another program. */
export type TheirProcess = { pid: number; kind: string; command: string; seccomp: string; noNewPrivileges: string; users: string; capabilities: string }

/**
 * The mount namespace that a process was started in: whatever it starts is in the same, also what has another name, another
 * environment or another parent by then.
 * @returns undefined where it has ended before it got there
 */
export async function namespaceOf(pid: number): Promise<string | undefined> {
  const ours = linkAt('/proc/self/ns/mnt')
  for (;;) {
    const theirs = linkAt(`/proc/${pid}/ns/mnt`)
    if (theirs !== ours) return theirs
    await pause(5)
  }
}

/** @returns the processes in that namespace */
export const pidsIn = (namespace: string): number[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && linkAt(`/proc/${name}/ns/mnt`) === namespace).map(Number)

export function theirProcesses(namespace: string): TheirProcess[] {
  return pidsIn(namespace).flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
    const [program = ''] = command.split(' ')
    const status = (name: string) => statusOf(pid, name) ?? ''
    if (command === '') return [] // gone meanwhile
    return [{
      pid, command,
      kind: /--type=([\w-]+)/.exec(command)?.[1] ?? (program.endsWith('/gatehouse') ? 'main' : program),
      seccomp: status('Seccomp'), noNewPrivileges: status('NoNewPrivs'), users: status('Uid'), capabilities: status('CapEff'),
    }]
  })
}

/** @returns the ports at which these processes listen, as `tcp port 9222` */
export function theirPorts(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap((pid) => links(`/proc/${pid}/fd`).flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])))
  return ['tcp', 'tcp6'].flatMap((kind) => read(`/proc/net/${kind}`).split('\n').slice(1).flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    return state === LISTENS && sockets.has(inode) ? [`${kind} port ${Number.parseInt(local.split(':')[1] ?? '', 16)}`] : []
  }))
}

/** TCP_LISTEN of the kernel's net/tcp_states.h. */
const LISTENS = '0A'

function links(folder: string): string[] {
  try {
    // One that is gone meanwhile does not hide the others.
    return readdirSync(folder).flatMap((name) => linkAt(`${folder}/${name}`) ?? [])
  } catch {
    return [] // gone meanwhile
  }
}

function linkAt(file: string): string | undefined {
  try {
    return readlinkSync(file)
  } catch {
    return undefined // gone meanwhile
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
