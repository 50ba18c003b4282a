import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** What becomes of a datagram on its way: the datagrams that arrive instead, in their order. */
export type Fate = (octets: Buffer) => readonly Buffer[]

export type Line = {
  /** Where it begins: for us it is the telephone system. */
  port: number
  /** Where we are, once we spoke, what we said first, and what was said last in each direction. */
  known: () => { port: number; first: string; toThem: string; toUs: string }
  close: () => Promise<void>
}

/** A bad line to a telephone system on loopback. As it comes from the very address that we speak to, what it adds is heard. */
export async function badLine(to: number, { toThem, toUs }: { toThem: Fate; toUs: Fate }): Promise<Line> {
  const near = createSocket('udp4').bind(0, '127.0.0.1')
  const far = createSocket('udp4').bind(0, '127.0.0.1')
  await Promise.all([once(near, 'listening'), once(far, 'listening')])
  let us = 0
  const said = { first: '', toThem: '', toUs: '' }
  near.on('message', (octets: Buffer, { port }) => {
    us = port
    said.toThem = octets.toString('latin1')
    said.first ||= said.toThem
    for (const one of toThem(octets)) far.send(one, to, '127.0.0.1')
  })
  far.on('message', (octets: Buffer) => {
    said.toUs = octets.toString('latin1')
    for (const one of toUs(octets)) near.send(one, us, '127.0.0.1')
  })
  return {
    port: near.address().port,
    known: () => ({ port: us, ...said }),
    async close() {
      near.close()
      far.close()
      await Promise.all([once(near, 'close'), once(far, 'close')])
    },
  }
}
