import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What an attacker would reach for, as the attacks name it. Plain data: it is handed into pages. */
export type Bait = {
  /** Where somebody would listen for what gets out, `http://127.0.0.1:PORT`. */
  web: string
  /** Where STUN would be asked, `127.0.0.1:PORT`. */
  stun: string
  /** A file that its user may read. */
  file: string
}

export type Canaries = {
  bait: Bait
  /** What was reached, in words, since this was asked last. */
  reached: () => string[]
  stop: () => Promise<void>
}

/** Long before now: with a younger change than access the system notes the next access, even where it saves on that (relatime). */
const LONG_AGO = new Date('2000-01-01')

/** Lays them out. Each can tell that it was touched; none answers. */
export async function layCanaries(): Promise<Canaries> {
  let heard: string[] = []
  const web = createServer((socket) => {
    heard.push('the network: somebody connected')
    socket.on('error', () => {})
    socket.once('data', (text) => heard.push(`the network: ${text.toString('latin1').split('\r\n', 1)[0] ?? ''}`))
    socket.setTimeout(1000, () => socket.destroy())
  })
  const stun = createSocket('udp4', () => heard.push('the network: a datagram'))
  web.listen(0, '127.0.0.1')
  stun.bind(0, '127.0.0.1')
  await Promise.all([once(web, 'listening'), once(stun, 'listening')])

  // Not below the system's own folder for temporary files, which may be closed to the program's user.
  const folder = mkdtempSync('/tmp/canary-')
  chmodSync(folder, 0o755)
  const path = join(folder, 'canary.html')
  writeFileSync(path, '<title>out</title><h1>A file of this machine</h1>', { mode: 0o644 })
  const set = () => utimesSync(path, LONG_AGO, new Date())
  set()

  const address = web.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    bait: { web: `http://127.0.0.1:${address.port}`, stun: `127.0.0.1:${stun.address().port}`, file: pathToFileURL(path).href },
    reached() {
      const read = statSync(path).atimeMs !== LONG_AGO.getTime()
      const all = [...heard, ...(read ? ['a file was read'] : [])]
      heard = []
      if (read) set()
      return all
    },
    async stop() {
      web.close()
      stun.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
