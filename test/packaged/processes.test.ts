import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { theirPorts } from './processes.ts'

test('a port at which a program listens is found, and gone when it does no longer', async () => {
  // This process opens what it reads its own files from, and has closed it by the time that it looks: as any other does that is busy.
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = `tcp port ${typeof address === 'object' ? address?.port : ''}`
  expect(theirPorts([process.pid])).toContain(port)
  server.close()
  await once(server, 'close')
  expect(theirPorts([process.pid])).not.toContain(port)
})
