import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer as createPlain, type RequestListener } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { createServer as createSilent, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Certificates, makeCertificates } from '../smtp/certificates.ts'
import { certificateFor } from '../smtp/fault.ts'
import { type ShortMessage, SmsBox, type WantedSms } from '../sms-box.ts'
import { answerAs, type End, type State } from './api.ts'
import type { Fault } from './fault.ts'

export type { Fault, ShortMessage }

export type TwilioOptions = {
  fault?: Fault
  /** In the clear, for a demo on loopback. */
  plain?: true
  onMessage?: (message: ShortMessage) => void
}

export type Twilio = {
  /** Where its API begins. */
  url: string
  account: string
  token: string
  /** The certificate of the authority that its own comes from. */
  caFile: string
  messages: () => readonly ShortMessage[]
  /** The first message to a number, waiting for it up to ten seconds. */
  next: (wanted: WantedSms) => Promise<ShortMessage>
  attempts: () => number
  /** How often somebody asked what became of the message with that SID. */
  looks: (sid: string | undefined) => number
  /** What messages become from now on. */
  end: (end: End) => void
  /** From now on; undefined: not any more. */
  misbehave: (fault: Fault | undefined) => Promise<void>
  stop: () => Promise<void>
}

/** A provider on a free port of 127.0.0.1 that sends nothing: what arrives stays in memory. */
export async function startTwilio(options: TwilioOptions = {}): Promise<Twilio> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-twilio-'))
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeAtExit)
  const certificates = options.plain ? undefined : await makeCertificates(folder)
  const state: State = {
    account: `AC${randomBytes(16).toString('hex')}`, token: randomBytes(16).toString('hex'),
    box: new SmsBox(options.onMessage), end: 'delivered', ends: new Map(), attempts: 0, looks: new Map(),
  }
  let running: Running | undefined = await listen(serverFor(undefined, certificates, state), 0)
  const { port } = running
  const misbehave = async (fault: Fault | undefined) => {
    await running?.close()
    running = fault === 'refuse' ? undefined : await listen(serverFor(fault, certificates, state), port)
  }
  if (options.fault) await misbehave(options.fault)
  return {
    url: `${certificates ? 'https' : 'http'}://127.0.0.1:${port}`,
    account: state.account, token: state.token,
    caFile: certificates?.caFile ?? '',
    messages: () => state.box.all(),
    next: (wanted) => state.box.next(wanted),
    attempts: () => state.attempts,
    looks: (sid = '') => state.looks.get(sid) ?? 0,
    end: (end) => { state.end = end },
    misbehave,
    async stop() {
      await misbehave('refuse')
      process.off('exit', removeAtExit)
      removeAtExit()
    },
  }
}

function serverFor(fault: Fault | undefined, certificates: Certificates | undefined, state: State): Server {
  if (fault === 'silent') return createSilent()
  const listener: RequestListener = (request, response) => void answerAs(state, fault, request, response).catch(() => response.destroy())
  if (!certificates) return createPlain(listener)
  return createSecure(certificateFor(fault, certificates), listener)
}

type Running = { port: number; close: () => Promise<void> }

async function listen(server: Server, port: number): Promise<Running> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    // A client that goes away in the middle, as ours does when it gives up, is no reason to end the test run.
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    port: address.port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    }),
  }
}
