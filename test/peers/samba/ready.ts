import { connect as connectPlain } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import { corp } from './corp.ts'

// RFC 4511: search for the entry with the empty name, base only, (objectClass=*), every attribute.
const ROOT_DSE = Buffer.from('3025020101632004000a01000a0100020100020100010100870b6f626a656374436c6173733000', 'hex')
const EVERY_MS = 20
const AT_MOST_MS = 60_000

/**
 * Waits until the domain answers: its root entry over verified TLS, and its Kerberos port.
 * @param ca PEM of the authority
 * @param ended aborted when Samba ended
 * @throws Error when Samba ended or did not answer in time, with the last cause
 */
export async function waitUntilReady(address: string, ca: string, ended: AbortSignal, host: string = corp.host): Promise<void> {
  const deadline = performance.now() + AT_MOST_MS
  for (;;) {
    try {
      await rootEntry(address, ca, host)
      await kerberos(address)
      return
    } catch (cause) {
      if (ended.aborted) throw new Error('Samba ended while it was starting', { cause })
      if (performance.now() > deadline) throw new Error(`the domain did not answer in ${AT_MOST_MS} ms`, { cause })
    }
    await wait(EVERY_MS)
  }
}

function rootEntry(address: string, ca: string, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: 636, ca, servername: host }, () => socket.write(ROOT_DSE))
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')))
    socket.once('error', reject).once('close', () => reject(new Error('hung up')))
    socket.once('data', () => {
      resolve()
      socket.destroy()
    })
  })
}

function kerberos(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectPlain({ host: address, port: 88 }, () => {
      resolve()
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
