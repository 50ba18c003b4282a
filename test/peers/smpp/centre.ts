import type { Socket } from 'node:net'
import { type Pdu, Session } from 'smpp'
import type { SmsBox } from '../sms-box.ts'
import { type Fault, octetsFor, statusFor } from './fault.ts'

export type Part = { to: string; toTon: number; from: string; fromTon: number; coding: number; udh: Buffer | undefined; text: string; /** Until when it is to be tried. */ validity: Date | undefined; receipt: boolean }

export type Centre = {
  user: string
  password: string
  box: SmsBox
  parts: Part[]
  attempts: number
  /** Those that are signed in. */
  sessions: Set<Session>
  receipt: 'DELIVRD' | 'UNDELIV' | 'EXPIRED' | 'REJECTD' | undefined
}

/** One connection of the centre, on npm's `smpp`, which is not what our own side stands on. */
export function serve(socket: Socket, fault: Fault | undefined, centre: Centre): void {
  const session = new Session({ socket })
  const waiting = new Map<string, string[]>()
  session.on('error', () => socket.destroy())
  session.on('close', () => centre.sessions.delete(session))
  session.on('bind_transceiver', (pdu: Pdu) => {
    if (fault === 'bind-hang') return
    const right = pdu.system_id === centre.user && pdu.password === centre.password && fault !== 'bind-refused'
    session.send(pdu.response({ command_status: right ? 0 : 0x0e, system_id: 'centre' }))
    if (right) centre.sessions.add(session)
  })
  session.on('enquire_link', (pdu: Pdu) => { if (fault !== 'mute') session.send(pdu.response()) })
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response())
    socket.end()
  })
  session.on('submit_sm', (pdu: Pdu) => {
    centre.attempts += 1
    const part = partOf(pdu)
    const status = fault === 'second-part' && (part.udh?.[5] ?? 1) > 1 ? 0x08 : fault && statusFor[fault]
    if (status !== undefined) session.send(pdu.response({ command_status: status }))
    else if (fault === 'nack') socket.write(bare(0x8000_0000, 3, pdu.sequence_number))
    else take(pdu, part)
  })

  function take(pdu: Pdu, part: Part): void {
    centre.parts.push(part)
    const id = String(1_000_000 + centre.parts.length)
    const whole = assembled(part, waiting)
    if (whole !== undefined) centre.box.add({ id, to: `+${part.to}`, from: part.from, text: whole })
    const octets = fault && octetsFor[fault]
    if (octets) socket.write(octets)
    else if (fault === 'cut-before') socket.destroy()
    else if (fault === 'other-answer') socket.write(bare(0x8000_0015, 0, pdu.sequence_number))
    else if (fault !== 'hang') {
      session.send(pdu.response({ message_id: id }))
      if (fault === 'cut-after') socket.end()
      else if (part.receipt && centre.receipt) receipt(id, centre.receipt, part)
    }
  }

  /** As appendix B writes it, the beginning of the text among it. */
  function receipt(id: string, state: string, { to, from, text }: Part): void {
    const words = `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:${state} err:000 text:${text.slice(0, 20)}`
    session.deliver_sm({ source_addr: to, destination_addr: from, esm_class: 4, short_message: words })
  }
}

function partOf(pdu: Pdu): Part {
  const text = pdu.short_message ?? ''
  return {
    to: pdu.destination_addr ?? '', toTon: pdu.dest_addr_ton ?? -1, from: pdu.source_addr ?? '', fromTon: pdu.source_addr_ton ?? -1,
    coding: pdu.data_coding ?? -1, validity: pdu.validity_period instanceof Date ? pdu.validity_period : undefined, receipt: pdu.registered_delivery === 1,
    udh: typeof text === 'string' ? undefined : bytesOf(text.udh),
    text: typeof text === 'string' ? text : text.message,
  }
}

/** With its own length before it, however the library gave it. */
function bytesOf(udh: Buffer | Buffer[] | undefined): Buffer | undefined {
  if (udh === undefined) return undefined
  const whole = Array.isArray(udh) ? Buffer.concat(udh) : udh
  return whole[0] === 5 ? whole : Buffer.concat([Buffer.from([5]), whole])
}

/** @returns the whole text once its last part has come */
function assembled({ udh, text, to }: Part, waiting: Map<string, string[]>): string | undefined {
  if (!udh) return text
  const [, , , reference = 0, count = 1, place = 1] = udh
  const key = `${to} ${reference}`
  const parts = waiting.get(key) ?? []
  parts[place - 1] = text
  waiting.set(key, parts)
  // Those that have not come yet are holes, which have no key.
  return Object.keys(parts).length === count ? parts.join('') : undefined
}

/** A PDU that the library would not write: an answer to something else. */
function bare(command: number, status: number, sequence: number): Buffer {
  const octets = Buffer.alloc(16)
  for (const [index, value] of [16, command, status, sequence].entries()) octets.writeUInt32BE(value, index * 4)
  return octets
}
