import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'
import type { Domain } from '../samba/domain.ts'

/** What somebody says who has a domain controller's certificate, and so is believed to be one. */
export type Lies = {
  /** Of its own entry: what is other than a sound controller says; an empty list leaves an attribute out. */
  readonly root?: Readonly<Record<string, readonly string[]>>
  /** The same of its "NTDS Settings". */
  readonly settings?: Readonly<Record<string, readonly string[]>>
  /** Says that every change was made. */
  readonly accepts?: boolean
  /** Sent in place of the answer to every search for anything else; absent or undefined: nothing is found. */
  readonly instead?: (id: number, base: string) => Buffer | undefined
}

export type Liar = { /** On 127.0.0.1. */ readonly port: number; readonly close: () => Promise<void> }

// RFC 4511 §4: tags of what comes and of what goes.
const BIND = 0x60
const SEARCH = 0x63
const MODIFY = 0x66
const BIND_RESPONSE = 0x61
const ENTRY = 0x64
const SEARCH_DONE = 0x65
const MODIFY_RESPONSE = 0x67

/** An LDAP server over TLS with the domain's own certificate. It lets everybody in, and lies. */
export async function startLiar(domain: Domain, lies: Lies): Promise<Liar> {
  const tls = (name: string) => readFileSync(join(dirname(domain.caFile), name))
  const sockets = new Set<TLSSocket>()
  const server = createServer({ cert: tls('cert.pem'), key: tls('key.pem') }, (socket) => {
    sockets.add(socket)
    let waiting = Buffer.alloc(0)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)).on('data', (data) => {
      waiting = Buffer.concat([waiting, data])
      for (let whole = lengthOf(waiting); whole !== undefined && waiting.length >= whole; whole = lengthOf(waiting)) {
        const answer = answerTo(read(waiting.subarray(0, whole)))
        if (answer) socket.write(answer)
        waiting = waiting.subarray(whole)
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  const settingsDn = `CN=NTDS Settings,CN=LIAR,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,${domain.base}`
  const root = () => ({
    supportedCapabilities: ['1.2.840.113556.1.4.800'], defaultNamingContext: [domain.base], dsServiceName: [settingsDn], dnsHostName: [domain.host], isSynchronized: ['TRUE'],
    currentTime: [`${new Date().toISOString().replaceAll(/[-:T]|\.\d+Z$/gu, '')}.0Z`], configurationNamingContext: [`CN=Configuration,${domain.base}`], ...lies.root,
  })
  const settings = { objectCategory: [`CN=NTDS-DSA,CN=Schema,CN=Configuration,${domain.base}`], ...lies.settings }

  function answerTo({ id, operation, base }: Asked): Buffer | undefined {
    if (operation === BIND) return message(id, tlv(BIND_RESPONSE, ok))
    if (operation === MODIFY && lies.accepts) return message(id, tlv(MODIFY_RESPONSE, ok))
    if (operation !== SEARCH) return undefined
    const done = message(id, tlv(SEARCH_DONE, ok))
    if (base === '') return Buffer.concat([entry(id, '', root()), done])
    if (base === settingsDn) return Buffer.concat([entry(id, base, settings), done])
    return lies.instead?.(id, base) ?? done
  }

  return {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Asked = { readonly id: number; readonly operation: number; readonly base: string }

function read(whole: Buffer): Asked {
  const inside = contents(whole)
  const id = contents(inside)
  const operation = inside.subarray(2 + id.length)
  const base = operation[0] === SEARCH ? contents(contents(operation)).toString() : ''
  return { id: id.readUIntBE(0, id.length), operation: operation[0] ?? 0, base }
}

// X.690 §8.1.3: a length in one byte, or in as many as the first one says.
const headOf = (from: Buffer) => ((from[1] ?? 0) < 0x80 ? 2 : 2 + ((from[1] ?? 0) & 0x7f))
const sizeOf = (from: Buffer) => ((from[1] ?? 0) < 0x80 ? from[1] ?? 0 : from.readUIntBE(2, (from[1] ?? 0) & 0x7f))
const contents = (from: Buffer) => from.subarray(headOf(from), headOf(from) + sizeOf(from))
const lengthOf = (from: Buffer) => (from.length < 2 || from.length < headOf(from) ? undefined : headOf(from) + sizeOf(from))

export function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(parts)
  const size = inside.length < 0x80 ? Buffer.from([inside.length]) : Buffer.from([0x83, inside.length >> 16, (inside.length >> 8) & 0xff, inside.length & 0xff])
  return Buffer.concat([Buffer.from([tag]), size, inside])
}
const text = (value: string) => tlv(0x04, Buffer.from(value))
const ok = Buffer.concat([tlv(0x0a, Buffer.from([0])), text(''), text('')])
export const message = (id: number, operation: Buffer) => tlv(0x30, tlv(0x02, Buffer.from([0, id >> 8, id & 0xff])), operation)
export const entry = (id: number, dn: string, attributes: Readonly<Record<string, readonly string[]>>) =>
  message(id, tlv(ENTRY, text(dn), tlv(0x30, ...Object.entries(attributes).map(([name, values]) => tlv(0x30, text(name), tlv(0x31, ...values.map(text)))))))
