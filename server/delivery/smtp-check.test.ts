import { once } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import { createServer } from 'node:net'
import tls from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, test, vi } from 'vitest'
import { certificate, key } from '../config/certificate.scenario.ts'
import { mailServerCheck } from './smtp-check.ts'
import type { SmtpSettings } from './dialler.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const portOf = (address: unknown): number => (typeof address === 'object' && address && 'port' in address ? Number(address.port) : 0)
const settings = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({ host: 'localhost', port, tls: 'starttls', ca: certificate, from: 'a@b.example', ...more })

async function mailServer(secure: boolean): Promise<number> {
  const server = new SMTPServer({ secure, key, cert: certificate, authOptional: true })
  // A client that goes away in the middle is what some of these tests are about.
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  open.push(() => new Promise<void>((resolve) => server.close(resolve)))
  return portOf(listening.address())
}

test.each([['starttls', false], ['tls', true]] as const)('a mail server that answers over %s is up', async (mode, secure) => {
  await expect(mailServerCheck(settings(await mailServer(secure), { tls: mode }))()).resolves.toBeUndefined()
})

test('a certificate that this machine does not trust is none', async () => {
  const { host, port, tls: mode, from } = settings(await mailServer(false))
  await expect(mailServerCheck({ host, port, tls: mode, from })()).rejects.toThrow('self-signed certificate')
})

test('the certificates that the machine trusts are read once, however often somebody asks', async () => {
  const read = vi.spyOn(tls, 'getCACertificates')
  syncBuiltinESMExports()
  try {
    const { host, port, tls: mode, from } = settings(await mailServer(false))
    const check = mailServerCheck({ host, port, tls: mode, from })
    const before = read.mock.calls.length
    for (let time = 0; time < 3; time++) await expect(check()).rejects.toThrow('self-signed certificate')
    expect([before, read.mock.calls.length]).toEqual([2, 2])
  } finally {
    read.mockRestore()
    syncBuiltinESMExports()
  }
})

test('nobody listens', async () => {
  await expect(mailServerCheck(settings(1))()).rejects.toThrow('ECONNREFUSED')
})

test('somebody listens and says nothing', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  open.push(() => new Promise((resolve) => silent.close(resolve)))
  await expect(mailServerCheck(settings(portOf(silent.address())), { connect: 50, whole: 50 })()).rejects.toThrow(/[Tt]imeout|Greeting|longer/u)
})

test('somebody who never comes to an end is not listened to for longer, and the connection ends', async () => {
  const drips = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 localhost\r\n')
    const timer = setInterval(() => socket.write('250-x\r\n'), 10)
    socket.on('close', () => clearInterval(timer))
  }).listen(0, '127.0.0.1')
  // Closing it waits for every connection that is still there.
  await once(drips, 'listening')
  open.push(() => new Promise((resolve) => drips.close(resolve)))
  await expect(mailServerCheck(settings(portOf(drips.address())), { connect: 10_000, whole: 100 })()).rejects.toThrow('longer than 100 ms')
})
