import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../../test/peers/journal.ts'
import { withPeer } from '../../../../test/peers/needs.ts'
import { corp } from '../../../../test/peers/samba/corp.ts'
import { type Domain, startDomain } from '../../../../test/peers/samba/domain.ts'
import { newService, PORTAL, PRINCIPAL, type Service } from '../../../../test/peers/samba/kerberos/service.ts'
import { noTickets } from '../../../../test/peers/samba/kerberos/tickets.ts'
import { extended, shortened, replaced } from '../../../../test/peers/samba/ldif.ts'
import { mustRun } from '../../../../test/peers/samba/program.ts'
import { writeServerFiles } from '../../../../test/world/server-files.ts'
import { directoryCheck } from '../../../commands/directory-check.ts'
import { serviceKeys } from '../../../commands/ticket-findings.ts'
import { checkDomain } from './check.ts'

const DN = `CN=svc-register,OU=Services,${corp.base}`

withPeer('directory check, of the name and the keytab of the registration portal', (await noDomain()) ?? noTickets(), () => {
  let domain: Domain
  let service: Service
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    service = await newService(domain, 'svc-register', [`HTTP/${PORTAL}`])
  })
  afterAll(() => domain.stop())

  const negotiate = (different: Partial<Service> = {}) => ({ ...service, ...different, binding: { required: false } })
  async function found(different: Partial<Service> = {}) {
    const { options, directory } = corpDirectory(domain)
    await directory.close()
    const findings = await checkDomain(options, { now: Date.now, limit: 10_000, service: await serviceKeys(negotiate(different)) })
    return Object.fromEntries(findings.filter(({ check }) => check === 'ticket-name' || check === 'keytab').map(({ check, state, says }) => [check, `${state}: ${says}`]))
  }

  test('one account with that one name, and the present keys of it', async () => {
    const { 'ticket-name': name, keytab } = await found()
    expect(name).toBe(`ok: svc-register has the name HTTP/${PORTAL}, and no other`)
    expect(keytab).toMatch(/^ok: has version \d+ of the key of svc-register: AES256/u)
  })

  test('as a command: also whether the process that takes tickets takes this keytab', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-check-'))
    const said: string[] = []
    const terminal = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line), env: {} }
    try {
      const file = writeServerFiles({ folder, mail: { host: 'mail.corp.example', port: 25 }, domain })
      appendFileSync(file, `\nregistration:\n  negotiate: { keytabFile: ${service.keytabFile}, servicePrincipal: HTTP/${PORTAL} }\n`)
      await directoryCheck.run({ text: () => file, textIfGiven: () => undefined, has: () => false, listed: [] }, terminal)
      expect(said.join('\n')).toMatch(/ok {7}tickets +are taken with this keytab/u)
      expect(said.join('\n')).toMatch(/ok {7}ticket-name +svc-register/u)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a second name of the same account is worth a warning', async () => {
    await domain.database.change(extended(DN, 'servicePrincipalName', ['HTTP/intranet.corp.example.test']))
    expect((await found())['ticket-name']).toMatch(/^warning: .* whatever is sent to HTTP\/intranet\.corp\.example\.test could be used here$/u)
    await domain.database.change(shortened(DN, 'servicePrincipalName', ['HTTP/intranet.corp.example.test']))
  })

  test('a name that nobody has, and an account that is disabled', async () => {
    expect(await found({ principal: `HTTP/nowhere.corp.example.test@${corp.realm}` })).toEqual({ 'ticket-name': 'missing: no account has the name HTTP/nowhere.corp.example.test: browsers get no ticket' })
    await domain.database.change(replaced(DN, { userAccountControl: '514' }))
    expect((await found())['ticket-name']).toMatch(/^missing: svc-register.* is disabled$/u)
    await domain.database.change(replaced(DN, { userAccountControl: '512' }))
  })

  test('a keytab of another name, of RC4 where tickets are AES, and from before a new password', async () => {
    const other = await newService(domain, 'svc-other', ['HTTP/other.corp.example.test'], 'rc4')
    expect((await found({ keytabFile: other.keytabFile })).keytab).toBe(`missing: the keytab has no key of ${PRINCIPAL}`)
    expect((await found(other)).keytab).toMatch(/^warning: the keytab has RC4 alone/u)
    await domain.database.change(replaced(`CN=svc-other,OU=Services,${corp.base}`, { 'msDS-SupportedEncryptionTypes': '24' }))
    expect((await found(other)).keytab).toBe('missing: the keytab has RC4, and tickets for svc-other are encrypted with AES256')
    const folder = dirname(dirname(domain.caFile))
    await mustRun('samba-tool', ['user', 'setpassword', 'svc-register', '--newpassword=Another-Granite-78-Basalt', `--configfile=${join(folder, 'etc/smb.conf')}`, '-H', join(folder, 'private/sam.ldb')])
    expect((await found()).keytab).toMatch(/^missing: the keytab has version \d+ of the key, and svc-register has version \d+: its password was set since$/u)
  })
})
