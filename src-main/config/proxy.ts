import { fileURLToPath } from 'node:url'
import * as v from 'valibot'

// RFC 1035 §2.3.1 as in rules.ts, an IPv4 address, or an IPv6 one in brackets; then a port.
const HOST = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])`
/** Of a proxy. */
export const ProxyPlace = v.pipe(v.string('must be text'), v.regex(new RegExp(`^${HOST}:[1-9][0-9]{0,4}$`, 'u'), 'must be a host and a port, such as "proxy.corp.example:8080"'))
// What Chromium takes for a rule, and nothing that ends one and begins another.
const Except = v.pipe(v.string('must be text'), v.regex(/^(?:<local>|[A-Za-z0-9*.:[\]/-]{1,255})$/u, 'must be a name, such as "*.corp.example", an address, or "<local>"'))
/** What goes past a proxy. */
export const Bypass = v.array(Except)
/** Where a PAC script lies. */
export const PacPlace = v.pipe(v.string('must be text'), v.check(isPacPlace, 'must be the https address of a PAC script, or the file: address of one on this machine, such as "file:///etc/gatehouse/proxy.pac"'))

/**
 * The way to the server. Whoever answers PAC chooses who carries what we say, so it is asked over https or read from a file that only
 * administrators can change.
 */
export const Proxy = v.union([
  /** `system`: as the machine says (the default). `direct`: none, whatever the machine says. */
  v.picklist(['system', 'direct']),
  v.strictObject({ fixed: ProxyPlace, bypass: v.optional(Bypass) }),
  v.strictObject({ pac: PacPlace }),
], 'must be "system", "direct", { "fixed": "proxy.corp.example:8080" } or { "pac": "https://…" }')
export type Proxy = v.InferOutput<typeof Proxy>

function isPacPlace(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'file:' && host === '' && isFile(text))
}

/** Not every file: address is one of a file on this system: on Windows one without a drive is none, and nowhere one with an encoded slash. */
function isFile(text: string): boolean {
  try {
    fileURLToPath(text)
    return true
  } catch {
    return false
  }
}

/** The file of a PAC script, where it is one on this machine. */
export function pacFile(proxy: Proxy | undefined): string | undefined {
  return typeof proxy === 'object' && 'pac' in proxy && proxy.pac.startsWith('file:') ? fileURLToPath(proxy.pac) : undefined
}
