import { createSocket } from 'node:dgram'
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectSecurely, type SecureContext } from 'node:tls'
import { setTimeout as pause } from 'node:timers/promises'
import { parse } from './message.ts'
import { cutter } from './stream.ts'
import type { Ears, Wire } from './wire.ts'

export type Endpoint = { readonly host: string; readonly port: number } & ({ readonly transport: 'udp' | 'tcp' } | { readonly transport: 'tls'; readonly secureContext: SecureContext })

/** @param within milliseconds. @throws Error that says why there is no line */
export async function openWire(endpoint: Endpoint, within: number): Promise<Wire> {
  return endpoint.transport === 'udp' ? datagrams(endpoint, within) : stream(endpoint, within)
}

/** A connected socket: the system gives it what comes from that address and port, and nothing else; and it tells when nobody is there. */
async function datagrams({ host, port }: Endpoint, within: number): Promise<Wire> {
  const { address, family } = await found(host, within)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  const connected = once(socket, 'connect')
  socket.connect(port, address)
  try {
    await connected
  } catch (error) {
    socket.close()
    throw error
  }
  const { listen, lost, message, broken } = hearing()
  socket.on('message', message)
  socket.on('error', (error: Error) => broken(error.message))
  let open = true
  return {
    protocol: 'UDP', local: placeOf(socket.address()), remote: { address, port }, listen, lost,
    send: (octets) => { if (open) socket.send(octets) },
    close() {
      if (!open) return
      open = false
      socket.close()
    },
  }
}

/** A line may break before anybody listens: nobody must be there for that, and whoever comes is told. */
function hearing() {
  let ears: Ears | undefined
  let why: string | undefined
  return {
    lost: () => why,
    listen: (given: Ears) => {
      ears = given
      if (why !== undefined) given.broken(why)
    },
    message: (octets: Buffer) => {
      const heard = parse(octets)
      if (heard) ears?.message(heard)
    },
    broken: (words: string) => {
      if (why !== undefined) return
      why = words
      ears?.broken(words)
    },
  }
}

/** A name server that is away would otherwise be waited for, for longer than anybody waits for a call. */
async function found(host: string, within: number): Promise<LookupAddress> {
  const late = new AbortController()
  try {
    return await Promise.race([
      lookup(host),
      pause(within, undefined, { signal: late.signal }).then(() => { throw new Error(`no address of ${host} in ${within} ms`) }),
    ])
  } finally {
    late.abort()
  }
}

async function stream(endpoint: Endpoint, within: number): Promise<Wire> {
  const socket = await dial(endpoint, within)
  const { listen, lost, message, broken } = hearing()
  socket.on('error', (error: Error) => broken(error.message))
  socket.on('close', () => broken('the connection was closed'))
  const cut = cutter()
  socket.on('data', (octets: Buffer) => {
    try {
      for (const whole of cut(octets)) message(whole)
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined)
    }
  })
  const { localAddress, localPort, remoteAddress, remotePort } = socket
  if (localAddress === undefined || localPort === undefined || remoteAddress === undefined || remotePort === undefined) throw new Error('the connection was closed')
  return {
    protocol: endpoint.transport === 'tls' ? 'TLS' : 'TCP',
    local: { address: localAddress, port: localPort }, remote: { address: remoteAddress, port: remotePort }, listen, lost,
    send: (octets) => { if (!socket.destroyed) socket.write(octets) },
    close() {
      socket.end()
      // Whoever does not close its side within a moment is left.
      setTimeout(() => socket.destroy(), 500).unref()
    },
  }
}

function dial(endpoint: Endpoint, within: number): Promise<Socket> {
  const { host, port } = endpoint
  return new Promise((resolve, reject) => {
    const socket = endpoint.transport === 'tls'
      // Said, though it is the default: a variable of the environment could turn the default off.
      ? connectSecurely({ host, port, servername: isIP(host) ? '' : host, secureContext: endpoint.secureContext, rejectUnauthorized: true })
      : connect({ host, port })
    const fail = (error: Error) => {
      clearTimeout(timer)
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(() => fail(new Error(`no connection in ${within} ms`)), within)
    socket.once('error', fail)
    socket.once(endpoint.transport === 'tls' ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

const placeOf = ({ address, port }: { address: string; port: number }) => ({ address, port })
