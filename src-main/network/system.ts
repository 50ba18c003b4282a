import type { LookupFunction } from 'node:net'
import type { Log } from '../log/log.ts'
import { controllersOf, type Domain, type Target } from './controllers.ts'
import { lineOfSight, type LineOfSight } from './line-of-sight.ts'

/** Milliseconds for one question to a name server, asked twice at most. */
const DNS_TIMEOUT = 1000

/**
 * The line of sight over the system's network. What it takes is loaded when it is first asked: the first screen does not wait.
 * @param dns a name server such as `127.0.0.1:5353`, in place of the system's: for tests of the development build
 */
export function systemSight(domain: Domain, log: Log, dns?: string): LineOfSight {
  let made: ReturnType<typeof network> | undefined
  return lineOfSight({
    find: async () => (await (made ??= network(dns))).find(domain),
    connect: async (target, signal) => (await (made ??= network(dns))).connect(target, signal),
    elapsed: () => performance.now(),
    log,
  })
}

async function network(dns: string | undefined) {
  const [{ Resolver }, net] = await Promise.all([import('node:dns/promises'), import('node:net')])
  const resolver = new Resolver({ timeout: DNS_TIMEOUT, tries: 2 })
  if (dns !== undefined) resolver.setServers([dns])
  // The system's own way to find addresses heeds what a VPN says about names, and the file of hosts.
  const lookup: { lookup?: LookupFunction } = dns === undefined ? {} : {
    lookup: (name, _, done) => void resolver.resolve4(name).then(([address = '']) => done(null, address, 4), (error: unknown) => done(error instanceof Error ? error : new Error('no address'), '', 4)),
  }
  return {
    find: (domain: Domain) => controllersOf(domain, (name) => resolver.resolveSrv(name)),
    connect: ({ host, port }: Target, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
      const socket = net.connect({ host, port, autoSelectFamily: dns === undefined, ...lookup })
      signal.addEventListener('abort', () => socket.destroy(new Error('enough')), { once: true })
      socket.once('connect', () => {
        resolve()
        socket.destroy()
      })
      socket.once('error', reject)
    }),
  }
}
