import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Server } from 'node:net'

/** An address of the loopback that is ours until `release`. */
export type Claim = { address: string; release: () => void }

/** Where domains live. The provisioned certificate names each of them, so that TLS to the bare address verifies. */
export const addresses: readonly string[] = Array.from({ length: 32 }, (_, index) => `127.0.0.${32 + index}`)

// Kerberos, LDAP, kpasswd, LDAPS, global catalogue: somebody else's domain on the address has these.
const PORTS = [88, 389, 464, 636, 3268]

/**
 * Claims an address on which no domain runs, so that suites side by side never meet.
 * The claim is an abstract socket: the kernel drops it with our process, however that ends, so none is ever stale.
 * @param wanted this one and no other
 * @throws Error when it, or each one, is taken
 */
export async function claimAddress(wanted?: string): Promise<Claim> {
  const candidates = wanted === undefined ? addresses : [wanted]
  for (const address of candidates) {
    const lock = await listen({ path: `\0gatehouse-samba-${address}` })
    if (lock === undefined) continue
    if (await isFree(address)) return { address, release: () => lock.close() }
    lock.close()
  }
  throw new Error(`no free address for a domain among ${candidates.join(', ')}`)
}

async function isFree(address: string): Promise<boolean> {
  const tried = await Promise.all(PORTS.map((port) => listen({ host: address, port })))
  for (const server of tried) server?.close()
  return !tried.includes(undefined)
}

async function listen(where: { path: string } | { host: string; port: number }): Promise<Server | undefined> {
  const server = createServer().unref().listen(where)
  try {
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}
