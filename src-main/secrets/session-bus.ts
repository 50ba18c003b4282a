import type { Socket } from 'node:net'
import { readMessage, writeCall, type Call, type Message, type Value } from './bus-message.ts'

type Parts = {
  /** What `DBUS_SESSION_BUS_ADDRESS` says. */
  address: string | undefined
  connect: (path: string) => Socket
  uid: number
  /** Milliseconds for everything together. */
  limit: number
}

export type Bus = (call: Call) => Promise<Value[]>

/** The bus answered a call with an error: there is no such service, object or property. */
export class Refused extends Error {}

/**
 * Asks something of the session's message bus, over a connection of its own that ends with it.
 * @throws Refused; Error when there is no bus, it does not answer in time, or it answers nonsense
 */
export async function overBus<T>({ address, connect, uid, limit }: Parts, ask: (bus: Bus) => Promise<T>): Promise<T> {
  const socket = connect(pathOf(address))
  const enough = setTimeout(() => socket.destroy(new Error('no answer in time')), limit)
  try {
    const bus = conversation(socket, uid)
    await bus({ ...THE_BUS, member: 'Hello' })
    return await ask(bus)
  } finally {
    clearTimeout(enough)
    socket.destroy()
  }
}

/** The bus itself. */
export const THE_BUS = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' } as const

/**
 * Only a socket on this machine. An address may also name a program to run (`unixexec:`), another machine (`tcp:`) or a list to be tried
 * in turn: whoever starts us with such a variable gets no credential store (S-02).
 * @returns its path; an abstract one begins with a zero byte
 */
export function pathOf(address: string | undefined): string {
  const [, kind, path = ''] = /^unix:(path|abstract)=([^,;]+)(?:,guid=[0-9a-f]+)?$/.exec(address ?? '') ?? []
  if (kind === undefined) throw new Error('no session bus')
  const plain = decodeURIComponent(path)
  return kind === 'abstract' ? `\0${plain}` : plain
}

function conversation(socket: Socket, uid: number): Bus {
  const waiting = new Map<number, { resolve: (values: Value[]) => void; reject: (error: Error) => void }>()
  let arrived = Buffer.alloc(0)
  let greeted = false
  const early: Buffer[] = []
  let serial = 0
  let over: Error | undefined

  const end = (error: Error) => {
    over ??= error
    for (const { reject } of waiting.values()) reject(over)
    waiting.clear()
  }
  socket.on('error', end)
  socket.on('close', () => end(new Error('the bus went away')))
  socket.on('data', (more: Buffer) => {
    arrived = Buffer.concat([arrived, more])
    try {
      read()
    } catch (error) {
      end(error instanceof Error ? error : new Error('nonsense'))
      socket.destroy()
    }
  })
  // What is written before it is connected is sent then. We are whom the kernel says we are (EXTERNAL), or nobody.
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`)

  function read(): void {
    if (!greeted) {
      const line = arrived.indexOf('\r\n')
      if (line < 0) return
      if (!arrived.subarray(0, line).toString('latin1').startsWith('OK ')) throw new Error('the bus does not know us')
      arrived = arrived.subarray(line + 2)
      greeted = true
      socket.write('BEGIN\r\n')
      for (const bytes of early.splice(0)) socket.write(bytes)
    }
    for (let found = readMessage(arrived); found; found = readMessage(arrived)) {
      arrived = arrived.subarray(found.length)
      settle(found.message)
    }
  }

  function settle({ kind, answers, values }: Message): void {
    const asked = answers === undefined ? undefined : waiting.get(answers)
    if (!asked || answers === undefined || kind === 'other') return
    waiting.delete(answers)
    if (kind === 'error') asked.reject(new Refused('refused'))
    else asked.resolve(values)
  }

  return (call) => new Promise((resolve, reject) => {
    if (over) {
      reject(over)
      return
    }
    serial += 1
    waiting.set(serial, { resolve, reject })
    const bytes = writeCall(serial, call)
    if (greeted) socket.write(bytes)
    else early.push(bytes)
  })
}
