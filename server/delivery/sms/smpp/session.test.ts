import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { command, encode } from './pdu.ts'
import { session } from './session.ts'

// A centre that never reads cannot be had from a real one: this end of a connection takes nothing off.
test('a centre that asks without end and reads no answer is let go, before the answers fill the memory', async () => {
  const socket = new Duplex({ read: () => {}, write: () => {} })
  const one = session(socket, { answer: 10_000, quiet: 60_000 }, () => {})
  const asked = Buffer.concat(Array.from({ length: 1000 }, (_, sequence) => encode({ command: command.enquireLink, status: 0, sequence: sequence + 1, body: Buffer.alloc(0) })))
  for (let time = 0; time < 1000 && !socket.destroyed; time++) {
    socket.push(asked)
    await new Promise(setImmediate)
  }
  expect(socket.writableLength).toBeLessThan(2_000_000)
  expect(await Promise.race([one.ended, Promise.resolve('it goes on')])).toBe('it does not read our answers')
})
