import { isIP } from 'node:net'

/** Whether a text is an IP address, or a network in CIDR notation (RFC 4632 §3.1). One that holds every address is none. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0 || address.includes('%')) return false
  if (prefix === undefined) return true
  return /^[1-9]\d{0,2}$/u.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128)
}
