import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import smtpServer from 'smtp-server/package.json' with { type: 'json' }
import { type Certificates, makeCertificates } from './certificates.ts'
import { certificateFor, type Fault, refusalAt } from './fault.ts'
import { Mailbox, type Wanted } from './mailbox.ts'
import { type Message, parseMessage } from './message.ts'

export type { Fault, Message }

/** Of the library that this stands on, for who must say what a test ran against. */
export const smtpServerVersion = smtpServer.version

export type SmtpOptions = {
  /** `starttls`, without more: TLS after a greeting in the clear. `tls`: from the first byte. */
  tls?: 'starttls' | 'tls'
  fault?: Fault
  /** Called with each mail that arrives. */
  onMessage?: (message: Message) => void
  /** Without it nobody has to sign in. */
  login?: { user: string; password: string }
}

export type Smtp = {
  host: string
  port: number
  /** The certificate of the authority that its own comes from. */
  caFile: string
  messages: () => readonly Message[]
  /** The first mail to an address, waiting for it up to half a minute. */
  next: (wanted: Wanted) => Promise<Message>
  /** How often somebody named a recipient, whatever became of it. */
  attempts: () => number
  /** How often somebody connected. */
  connections: () => number
  /** From now on; undefined: not any more. */
  misbehave: (fault: Fault | undefined) => Promise<void>
  stop: () => Promise<void>
}

/** A mail server on a free port of 127.0.0.1 that delivers nothing: what arrives stays in memory. */
export async function startSmtp(options: SmtpOptions = {}): Promise<Smtp> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-smtp-'))
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeAtExit)
  const mailbox = new Mailbox()
  let attempts = 0
  let connections = 0
  let running: SMTPServer | undefined
  const arrived = (message: Message) => {
    mailbox.add(message)
    options.onMessage?.(message)
  }
  try {
    const certificates = await makeCertificates(folder)
    const serve = (fault: Fault | undefined) =>
      serverFor(options, fault, certificates, { connected: () => connections++, attempted: () => attempts++, arrived })

    running = serve(undefined)
    const port = await listen(running, 0)
    const misbehave = async (fault: Fault | undefined) => {
      if (running) await close(running)
      running = fault === 'refuse' ? undefined : serve(fault)
      if (running) await listen(running, port)
    }
    if (options.fault) await misbehave(options.fault)
    return {
      host: '127.0.0.1',
      port,
      caFile: certificates.caFile,
      messages: () => mailbox.all(),
      next: (wanted) => mailbox.next(wanted),
      attempts: () => attempts,
      connections: () => connections,
      misbehave,
      async stop() {
        if (running) await close(running)
        running = undefined
        process.off('exit', removeAtExit)
        removeAtExit()
      },
    }
  } catch (error) {
    if (running) await close(running)
    throw error
  }
}

type Told = { connected: () => void; attempted: () => void; arrived: (message: Message) => void }

function serverFor({ tls, login }: SmtpOptions, fault: Fault | undefined, certificates: Certificates, { connected, attempted, arrived }: Told): SMTPServer {
  const disabled = [...(login ? [] : ['AUTH']), ...(fault === 'no-starttls' ? ['STARTTLS'] : [])]
  const server = new SMTPServer({
    ...certificateFor(fault, certificates),
    secure: tls === 'tls',
    authOptional: !login,
    disabledCommands: disabled,
    disableReverseLookup: true,
    closeTimeout: 50,
    onConnect: (_session, done) => {
      connected()
      if (fault !== 'silent') done()
    },
    onAuth: ({ username, password }, _session, done) => {
      const right = username === login?.user && password === login?.password
      if (right) done(null, { user: username })
      else done(new Error('wrong user or password'))
    },
    onRcptTo: ({ address }, _session, done) => {
      attempted()
      done(refusalAt('recipient', fault, address))
    },
    onData: (stream, session, done) => {
      const taken = async (raw: Buffer) => {
        if (fault === 'hang') return
        if (fault === 'drop-after-taking') arrived(await parseMessage(envelopeOf(session), raw))
        if (fault === 'drop' || fault === 'drop-after-taking') {
          hangUp(server, session)
          return
        }
        const refusal = refusalAt('message', fault, session.envelope.rcptTo[0]?.address ?? '')
        if (!refusal) arrived(await parseMessage(envelopeOf(session), raw))
        done(refusal)
      }
      // Who hangs up in the middle has sent nothing.
      void buffer(stream).then(taken, () => undefined)
    },
  })
  // A client that goes away in the middle, as ours does when it gives up, is no reason to end the test run.
  server.on('error', () => undefined)
  return server
}

function hangUp(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) if (connection.session.id === session.id) connection.close()
}

const envelopeOf = ({ envelope: { mailFrom, rcptTo }, secure }: SMTPServerSession) => ({
  from: mailFrom === false ? '' : mailFrom.address,
  to: rcptTo.map(({ address }) => address),
  secure,
})

async function listen(server: SMTPServer, port: number): Promise<number> {
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

const close = (server: SMTPServer) => new Promise<void>((resolve) => server.close(() => resolve()))
