/**
 * Where a request comes from, as far as budgets tell places apart. Whoever has one IPv6 address has the 2^64 of its network
 * (RFC 4291 §2.5.1, RFC 6177), so they are one source.
 * @param address as the listener or a believed proxy says it; an IPv6 socket writes IPv4 as `::ffff:…`
 * @returns `192.0.2.7`, or `2001:db8:0:1::/64`; whatever is no address is one source for all
 */
export function networkOf(address: string): string {
  const bare = bareAddress(address)
  if (isIPv4(bare)) return bare
  const groups = groupsOf(bare.split('%')[0] ?? '')
  if (!groups) return UNREADABLE
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 6).join() === MAPPED) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  return `${groups.slice(0, 4).map((group) => group.toString(16)).join(':')}::/64`
}

/** Some proxies say a port too: `192.0.2.7:51234`, `[2001:db8::7]:51234`. @returns the address alone, or the text as it is */
export const bareAddress = (text: string): string => /^\[(.*)\](?::\d+)?$/u.exec(text)?.[1] ?? /^([\d.]+):\d+$/u.exec(text)?.[1] ?? text

const UNREADABLE = 'unreadable'
/** `::ffff:0:0/96`, RFC 4291 §2.5.5.2. */
const MAPPED = '0,0,0,0,0,65535'

const isIPv4 = (text: string) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/u.test(text)

/** The eight numbers of an IPv6 address. */
function groupsOf(text: string): number[] | undefined {
  // Whoever reads addresses in URLs knows every spelling (WHATWG URL §3.5), and writes one.
  const host = text.includes(':') && /^[\da-f:.]+$/iu.test(text) ? URL.parse(`http://[${text}]/`)?.hostname : undefined
  if (host === undefined) return undefined
  const [before = '', after = ''] = host.slice(1, -1).split('::')
  const [left, right] = [before, after].map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))))
  if (!left || !right) return undefined
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right]
}
