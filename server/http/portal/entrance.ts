import { BlockList, isIP } from 'node:net'
import type { IncomingHttpHeaders } from 'node:http'
import { type Entrance, PORTAL_HEADER } from '@gatehouse/contract'
import { bareAddress } from '../../throttle/network.ts'
import { Refused } from '../refused.ts'
import { hasCookie } from './cookie.ts'

/** A request, as far as its entrance depends on it. `ip`: of who sent it, or as a believed proxy says. `peer`: of who is connected to us. */
export type Asking = { method: string; headers: IncomingHttpHeaders; ip: string; peer: string }
export type EntranceOf = (asking: Asking) => Entrance

type Where = {
  /** The one origin of the portal, as a browser writes it: `https://reset.corp.example`. */
  origin: string
  /** Addresses and networks in CIDR notation. */
  insideNetworks: readonly string[]
}

/** What a proxy adds and no browser sends. */
const forwarding = ['x-forwarded-for', 'forwarded'] as const

/**
 * Where a request comes in. What a browser sends is the portal's, or it is refused: a page of anybody else's finds no way to ask
 * (S-21). It shows by things that no page can leave out (Origin, our cookie) or that none but ours can add (our header).
 * @param portal absent where there is none
 * @param proxies whose X-Forwarded-For is believed
 * @returns throws Refused `wrong-host` or `foreign-request`
 */
export function entranceBy(portal: Where | undefined, proxies: readonly string[] = []): EntranceOf {
  const host = portal && new URL(portal.origin).host
  const isIn = networks(portal?.insideNetworks ?? [])
  const isProxy = networks(proxies)

  /**
   * Inside is whose own address is. A proxy that stands inside would else bring the whole world in with it: one that does not say for
   * whom it asks, and one that nobody named, whose word on it is not believed.
   */
  const isInside = ({ headers, ip, peer }: Asking) =>
    isIn(ip) && !isProxy(ip) && (isProxy(peer) || forwarding.every((name) => headers[name] === undefined))

  return (asking) => {
    const { method, headers } = asking
    const ours = headers[PORTAL_HEADER] !== undefined
    if (!ours && headers.origin === undefined && !hasCookie(headers.cookie)) return 'workstation'
    if (!portal || !ours) throw new Refused('foreign-request')
    // Another name for our address, such as an attacker's own (DNS rebinding), makes another origin in the browser.
    if (headers.host !== host) throw new Refused('wrong-host')
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin') throw new Refused('foreign-request')
    // Browsers say it with every request but the ones that only read.
    const mayBeSilent = method === 'GET' || method === 'HEAD'
    if (headers.origin === undefined ? !mayBeSilent : headers.origin !== portal.origin) throw new Refused('foreign-request')
    return isInside(asking) ? 'portal-inside' : 'portal-outside'
  }
}

function networks(list: readonly string[]): (address: string) => boolean {
  const known = new BlockList()
  for (const network of list) {
    const [address = '', prefix] = network.split('/')
    const family = familyOf(address)
    if (prefix === undefined) known.addAddress(address, family)
    else known.addSubnet(address, Number(prefix), family)
  }
  return (text) => {
    const address = bareAddress(text)
    return isIP(address) !== 0 && known.check(address, familyOf(address))
  }
}

// `::ffff:192.0.2.7` is looked up among the IPv4 networks by the list itself.
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
