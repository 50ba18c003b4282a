import { hostOf } from '../api/certificates.ts'

/** Where a connection goes: the server itself, or the proxy in front of it. */
export type Next = { host: string; port: number; proxy: boolean }

/**
 * @param resolved what Chromium decided, as `Session.resolveProxy` gives it: "PROXY proxy.corp.example:3128; DIRECT"
 * @param server origin of the server
 * @returns the first of the ways; undefined where it is one that we do not know
 */
export function nextOf(resolved: string, server: string): Next | undefined {
  const [kind = '', place = ''] = (resolved.split(';')[0] ?? '').trim().split(/\s+/)
  if (kind === 'DIRECT') {
    const url = new URL(server)
    return { host: hostOf(server), port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)), proxy: false }
  }
  const found = /^(?:PROXY|HTTPS|SOCKS|SOCKS5)$/.test(kind) ? /^(.+):(\d+)$/.exec(place) : null
  return found ? { host: (found[1] ?? '').replace(/^\[(.*)\]$/, '$1'), port: Number(found[2]), proxy: true } : undefined
}
