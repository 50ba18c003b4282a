// A real bus is asked in system.peer.test.ts. Here something else listens in its place.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMessage, writeCall } from './bus-message.ts'
import { overBus, pathOf, THE_BUS } from './session-bus.ts'

let folder: string
let server: Server
let answer: (socket: Socket, heard: Buffer) => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-bus-'))
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (heard) => answer(socket, heard))
  }).listen(join(folder, 'bus'))
  await once(server, 'listening')
})
afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true })
})
const hello = (limit = 2000) => overBus({ address: `unix:path=${join(folder, 'bus')}`, connect: (path) => connect({ path }), uid: 1000, limit }, async () => 'there')

describe('[S-02] an address of a bus is a socket on this machine, or there is no store', () => {
  test.each([['unix:path=/run/user/1000/bus', '/run/user/1000/bus'], ['unix:path=/tmp/a%20b,guid=00ff', '/tmp/a b'], ['unix:abstract=/tmp/x', '\0/tmp/x']])(
    '[S-02] %s', (address, path) => expect(pathOf(address)).toBe(path))
  test.each([undefined, '', 'unixexec:path=/bin/sh,argv1=-c,argv2=id', 'tcp:host=evil.example,port=1', 'autolaunch:', 'unix:path=/a;unixexec:path=/bin/sh', 'unix:path=/a,argv1=b', 'unix:tmpdir=/tmp'])(
    '[S-02] %s is none', (address) => expect(() => pathOf(address)).toThrow('no session bus'))
})

describe('a bus that', () => {
  test('does not know us', async () => {
    answer = (socket) => socket.write('REJECTED EXTERNAL\r\n')
    await expect(hello()).rejects.toThrow('does not know us')
  })
  test('hangs up', async () => {
    answer = (socket) => socket.end()
    await expect(hello()).rejects.toThrow('went away')
  })
  test('says nothing', async () => {
    answer = () => {}
    await expect(hello(1)).rejects.toThrow('no answer in time')
  })
  test('goes on without end', async () => {
    const endless = Buffer.alloc(16)
    endless.write('l\u0002\u0000\u0001')
    endless.writeUInt32LE(0x7fff_ffff, 4)
    answer = (socket) => socket.write(Buffer.concat([Buffer.from('OK 00\r\n'), endless]))
    await expect(hello()).rejects.toThrow('without end')
  })
  test('is not there', async () => {
    await expect(overBus({ address: `unix:path=${join(folder, 'none')}`, connect: (path) => connect({ path }), uid: 1, limit: 2000 }, async () => 'there')).rejects.toThrow('ENOENT')
  })
  test('[S-06] says anything at all is no bus, or is waited for; never an error that ends the program', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      answer = (socket, heard) => { if (heard.includes('AUTH')) socket.end(Buffer.concat([Buffer.from('OK 00\r\n'), Buffer.from(bytes)])) }
      await expect(hello()).rejects.toBeInstanceOf(Error)
    }), { numRuns: 50 })
  })
})

describe('a message', () => {
  const call = writeCall(7, { ...THE_BUS, member: 'StartServiceByName', arguments: ['org.freedesktop.secrets', 0] })
  // A call read as the answer to itself: the same bytes, but for the kind.
  const asAnswer = Buffer.from(call)
  asAnswer[1] = 2

  test('that was written is read, and its length is that of what was written', () => {
    expect(readMessage(asAnswer)).toEqual({ message: { kind: 'answer', answers: undefined, values: ['org.freedesktop.secrets', 0] }, length: call.length })
    expect(readMessage(Buffer.concat([asAnswer, call]))?.length).toBe(call.length)
  })
  test('that has not come whole is waited for', () => {
    fc.assert(fc.property(fc.nat(call.length - 1), (length) => readMessage(asAnswer.subarray(0, length)) === undefined))
  })
  test('spoiled in any place is read or refused, in a moment and with no more than it holds', () => {
    fc.assert(fc.property(fc.nat(call.length - 1), fc.nat(255), (at, byte) => {
      const spoiled = Buffer.from(asAnswer)
      spoiled[at] = byte
      try {
        const read = readMessage(spoiled)
        return JSON.stringify(read?.message.values ?? []).length < 10 * call.length
      } catch (error) {
        return error instanceof Error
      }
    }), { numRuns: 2000 })
  })
})
