import type { Duplex } from 'node:stream'
import type { Secret } from '@gatehouse/contract'
import { framer } from './frames.ts'
import { bindBody, command, type Delivery, deliveryOf, encode, type Pdu } from './pdu.ts'
import { nameOf } from './status.ts'

export type SignIn = { user: string; password: Secret; systemType: string }

/** Milliseconds. */
export type SessionLimits = {
  /** Until a request is answered. */
  answer: number
  /** Of silence, after which the other side is asked whether it is still there. */
  quiet: number
}

export type Session = {
  /** Signs in. @throws Error that says why not */
  readonly bind: (signIn: SignIn) => Promise<void>
  /** @returns the answer; undefined when none came in time, or the connection broke: nobody knows whether it was heard */
  readonly request: (command: number, body: Buffer) => Promise<Pdu | undefined>
  /** Why it is over; resolves when it is. */
  readonly ended: Promise<string>
  readonly close: (why: string) => void
}

// §5.1.3: ESME_RINVCMDID.
const NO_SUCH_COMMAND = 0x0000_0003

/** Octets of answers that nobody takes. Whoever reads takes an answer at a time, of some twenty. */
const MOST_UNREAD = 1_000_000

/** One connection to a message centre, from the moment it stands. What the other side sends can end it and nothing else. */
export function session(socket: Duplex, limits: SessionLimits, onDelivery: (delivery: Delivery) => void): Session {
  const waiting = new Map<number, (answer: Pdu | undefined) => void>()
  const frames = framer()
  let sequence = 0
  let over = false
  let tellEnd: (why: string) => void = () => {}
  const ended = new Promise<string>((resolve) => { tellEnd = resolve })
  let lastHeard = performance.now()
  const pulse = setInterval(() => {
    if (performance.now() - lastHeard < limits.quiet) return
    void request(command.enquireLink, Buffer.alloc(0)).then((answer) => { if (!answer) close('no answer to enquire_link') })
  }, limits.quiet)
  pulse.unref()

  socket.on('data', (octets: Buffer) => {
    lastHeard = performance.now()
    try {
      for (const pdu of frames(octets)) heard(pdu)
    } catch (error) {
      close(error instanceof Error ? error.message : 'broken')
    }
  })
  socket.on('error', (error: Error) => close(error.message))
  socket.on('close', () => close('the connection was closed'))

  return { bind, request, ended, close }

  async function bind({ user, password, systemType }: SignIn): Promise<void> {
    const answer = await request(command.bindTransceiver, bindBody(user, password.reveal(), systemType))
    if (!answer) throw new Error('no answer to bind_transceiver')
    if (answer.command !== command.bindTransceiverResp || answer.status !== 0) throw new Error(`bind refused: status ${nameOf(answer.status)}`)
  }

  function request(id: number, body: Buffer): Promise<Pdu | undefined> {
    if (over) return Promise.resolve(undefined)
    sequence = (sequence % 0x7fff_ffff) + 1
    const mine = sequence
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(undefined), limits.answer)
      const settle = (answer: Pdu | undefined) => {
        clearTimeout(timer)
        waiting.delete(mine)
        resolve(answer)
      }
      waiting.set(mine, settle)
      socket.write(encode({ command: id, status: 0, sequence: mine, body }))
    })
  }

  function heard(pdu: Pdu): void {
    const answers = (pdu.command & 0x8000_0000) !== 0
    if (answers) waiting.get(pdu.sequence)?.(pdu)
    else if (pdu.command === command.deliverSm) delivered(pdu)
    else if (pdu.command === command.enquireLink) reply(pdu, command.enquireLinkResp)
    else if (pdu.command === command.unbind) {
      reply(pdu, command.unbindResp)
      close('the other side signed off')
    } else reply(pdu, command.genericNack, NO_SUCH_COMMAND)
  }

  function delivered(pdu: Pdu): void {
    const delivery = deliveryOf(pdu)
    // §4.6.2: an empty message id. Confirmed whatever it is: otherwise it would come again for ever.
    say(encode({ command: command.deliverSmResp, status: 0, sequence: pdu.sequence, body: Buffer.alloc(1) }))
    if (delivery) onDelivery(delivery)
  }

  function reply({ sequence: theirs }: Pdu, id: number, status = 0): void {
    say(encode({ command: id, status, sequence: theirs, body: Buffer.alloc(0) }))
  }

  function say(octets: Buffer): void {
    if (over) return
    socket.write(octets)
    if (socket.writableLength > MOST_UNREAD) close('it does not read our answers')
  }

  function close(why: string): void {
    if (over) return
    over = true
    clearInterval(pulse)
    socket.destroy()
    for (const settle of waiting.values()) settle(undefined)
    tellEnd(why)
  }
}
