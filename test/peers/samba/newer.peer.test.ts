import { expect, it } from 'vitest'
import { noNewerDomain } from '../directory/corp-directory.ts'
import { withPeer } from '../needs.ts'
import { type Domain, startDomain } from './domain.ts'
import { run } from './program.ts'

const POLICY_HINTS = '1.2.840.113556.1.4.2239'

withPeer('two kinds of domain', await noNewerDomain(), () => {
  it('differ in the control by which a reset keeps to the history, and have the same people', async () => {
    const [usual, newer] = await Promise.all([startDomain(), startDomain({ samba: 'newer' })])
    try {
      expect([await supports(usual), await supports(newer)]).toEqual([false, true])
      expect(newer.version).toMatch(/^Samba 4\.(2[0-9]|[3-9]\d)\./)
      for (const one of [usual, newer]) expect(await one.kinit('grace', one.people.grace.password)).toEqual({ answer: 'ok' })
    } finally {
      await Promise.all([usual.stop(), newer.stop()])
    }
  })
})

async function supports({ address, caFile }: Domain): Promise<boolean> {
  const { out } = await run('ldapsearch', ['-x', '-LLL', '-s', 'base', '-b', '', '-H', `ldaps://${address}`, 'supportedControl'], { env: { LDAPTLS_CACERT: caFile } })
  return out.includes(POLICY_HINTS)
}
