import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dns, noDns, startDns } from '../../test/peers/dns/dnsmasq.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { systemSight } from './system.ts'

const quiet = { info() {}, warn() {}, error() {} }

withPeer('Line of sight over DNS', noDns(), () => {
  let dns: Dns
  let controller: Server

  beforeAll(async () => {
    // What listens is enough: it is not spoken to.
    controller = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(controller, 'listening')
    const address = controller.address()
    const port = typeof address === 'object' ? address?.port ?? 0 : 0
    dns = await startDns({
      zone: 'example.test',
      services: [
        { name: '_ldap._tcp.dc._msdcs.corp.example.test', host: 'dc1.corp.example.test', port },
        { name: '_ldap._tcp.dc._msdcs.dead.example.test', host: 'dead.example.test', port: 1 },
        { name: '_ldap._tcp.Berlin._sites.dc._msdcs.sites.example.test', host: 'berlin.sites.example.test', port },
        { name: '_ldap._tcp.dc._msdcs.sites.example.test', host: 'dead.example.test', port: 1 },
      ],
      hosts: { 'dc1.corp.example.test': '127.0.0.1', 'dead.example.test': '127.0.0.1', 'berlin.sites.example.test': '127.0.0.1' },
    })
    ranAgainst(import.meta.url, `dnsmasq ${dns.version}`)
  })
  afterAll(async () => {
    controller.close()
    await dns.stop()
  })

  test('a controller that DNS names and that listens is reached', async () => {
    expect(await systemSight({ domain: 'corp.example.test' }, quiet, dns.server).look()).toEqual({ controller: 'reached', host: 'dc1.corp.example.test' })
  })

  test("the site's own is found where the rest of the domain is dead", async () => {
    expect(await systemSight({ domain: 'sites.example.test', site: 'Berlin' }, quiet, dns.server).look()).toEqual({ controller: 'reached', host: 'berlin.sites.example.test' })
  })

  test.each(['dead.example.test', 'nowhere.example.test'])('%s: not reached', async (domain) => {
    expect(await systemSight({ domain }, quiet, dns.server).look()).toEqual({ controller: 'not-reached' })
  })

  test('without a name server: not reached', async () => {
    expect(await systemSight({ domain: 'corp.example.test' }, quiet, '127.0.0.1:1').look()).toEqual({ controller: 'not-reached' })
  })
})
