import { createServer as createPlain, type Server, type Socket } from 'node:net'
import { createServer as createSecure } from 'node:tls'
import smpp from 'smpp/package.json' with { type: 'json' }
import { misbehaving } from '../misbehaving.ts'
import type { Certificates } from '../smtp/certificates.ts'
import { certificateFor } from '../smtp/fault.ts'
import { type ShortMessage, SmsBox, type WantedSms } from '../sms-box.ts'
import { type Centre, serve } from './centre.ts'
import type { Fault } from './fault.ts'

export type { Fault, ShortMessage }

/** Of the library that this stands on, for who must say what a test ran against. */
export const smppVersion = smpp.version

export type SmppPeer = {
  host: string
  port: number
  user: string
  password: string
  /** The certificate of the authority that its own comes from. */
  caFile: string
  messages: () => readonly ShortMessage[]
  /** The first message to a number, waiting for it up to half a minute. */
  next: (wanted: WantedSms) => Promise<ShortMessage>
  /** What came over the wire, part by part. */
  parts: Centre['parts']
  /** How often somebody handed over a message or a part, whatever became of it. */
  attempts: () => number
  /** How many are signed in. */
  bound: () => number
  /** What receipts say from now on; undefined: none is sent. */
  receipts: (state: Centre['receipt']) => void
  /** The other side of every connection, to do with it what a centre may do at any time. */
  sessions: Centre['sessions']
  /** From now on; undefined: not any more. */
  misbehave: (fault: Fault | undefined) => Promise<void>
  stop: () => Promise<void>
}

/** A message centre on a free port of 127.0.0.1 that sends nothing: what arrives stays in memory. @param plain without TLS */
export async function startSmpp({ plain = false }: { plain?: boolean } = {}): Promise<SmppPeer> {
  const centre: Centre = {
    user: 'gatehouse', password: 'p4ssw0rd', box: new SmsBox(), parts: [], attempts: 0, sessions: new Set(), receipt: 'DELIVRD',
  }
  const { port, caFile, misbehave, stop } = await misbehaving<Exclude<Fault, 'refuse'>>('smpp', plain, (certificates) => (fault) => serverFor(fault, certificates, centre))
  return {
    host: '127.0.0.1', port, user: centre.user, password: centre.password,
    caFile,
    messages: () => centre.box.all(),
    next: (wanted) => centre.box.next(wanted),
    parts: centre.parts,
    attempts: () => centre.attempts,
    bound: () => centre.sessions.size,
    receipts: (state) => { centre.receipt = state },
    sessions: centre.sessions,
    misbehave, stop,
  }
}

function serverFor(fault: Exclude<Fault, 'refuse'> | undefined, certificates: Certificates | undefined, centre: Centre): Server {
  if (fault === 'silent') return createPlain()
  const take = (socket: Socket) => serve(socket, fault, centre)
  return certificates ? createSecure(certificateFor(fault, certificates), take) : createPlain(take)
}
