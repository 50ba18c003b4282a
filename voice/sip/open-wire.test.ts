import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openWire } from './open-wire.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listening(taken: (socket: Socket) => void): Promise<number> {
  const server = createServer(taken).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('A line to a telephone system', () => {
  it('that is cut before anybody listens ends no process: whoever listens then is told', async () => {
    const theirs: Socket[] = []
    const port = await listening((socket) => void theirs.push(socket))
    const wire = await openWire({ host: '127.0.0.1', port, transport: 'tcp' }, 5000)
    await expect.poll(() => theirs).toHaveLength(1)
    theirs[0]?.resetAndDestroy()
    await expect.poll(() => wire.lost()).toContain('ECONNRESET')
    const told: string[] = []
    wire.listen({ message: () => undefined, broken: (why) => void told.push(why) })
    wire.send(Buffer.from('OPTIONS sip:pbx SIP/2.0\r\n\r\n'))
    expect(told).toEqual([expect.stringContaining('ECONNRESET')])
    wire.close()
  })

  it('that cannot be opened leaves nothing open', async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWrap').length
    const before = sockets()
    // The system lets nobody speak to everybody who has not asked for that.
    await expect(openWire({ host: '255.255.255.255', port: 5060, transport: 'udp' }, 5000)).rejects.toThrow('EACCES')
    await expect.poll(sockets).toBe(before)
  })
})
