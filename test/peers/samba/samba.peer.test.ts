import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whatIsMissing } from './available.ts'
import { startDomain } from './domain.ts'
import type { Domain } from './domain.ts'
import { added, firstValue, replaced } from './ldif.ts'
import type { Attributes } from './ldif.ts'
import type { Person } from './people.ts'
import { run } from './program.ts'

const missing = await whatIsMissing()
const PROVISIONING_MS = 60_000
const NO_RIGHTS = 50

describe.skipIf(missing !== undefined)('a real domain', () => {
  let domain: Domain
  beforeAll(async () => void (domain = await startDomain()), PROVISIONING_MS)
  afterAll(() => domain.stop())

  it('starts with everybody in the state that their entry says', async () => {
    const { ada, grace, linus, hedy, dorothy, margaret, zoe, katherine } = domain.people
    const { barbara, frances, radia, jean, hazuki, maximiliane, karen, mary, annie, evelyn, joan } = domain.people
    for (const person of [ada, hedy, zoe, katherine, barbara, frances, radia, jean, hazuki, maximiliane, karen]) {
      expect(await signInOf(person), person.name).toBe('locked')
    }
    expect(await signInOf(grace)).toBe('ok')
    expect(await signInOf(mary)).toBe('ok')
    for (const person of [annie, evelyn, joan]) expect(await signInOf(person), person.name).not.toBe('ok')
    expect(await signInOf(linus)).toBe('disabled')
    expect(await signInOf(dorothy)).toBe('expired')
    expect(await signInOf(margaret)).toBe('must change')
  })

  it('tells a wrong password from a name that nobody has', async () => {
    expect(await domain.kinit('grace', 'Wrong-Password-77')).toMatchObject({ reason: 'wrong password' })
    expect(await domain.kinit('nobody', 'Wrong-Password-77')).toMatchObject({ reason: 'unknown account' })
    await domain.reset('grace')
  })

  it('lets the service account read what an unlock has to know', async () => {
    const read = await asService('ldapsearch', ['-LLL', '-b', domain.people.zoe.dn, ...COMPUTED], '')
    expect(firstValue(read.out, 'otherMailbox')).toBe('zoe@private.example')
    expect(Number(firstValue(read.out, 'msDS-User-Account-Control-Computed')) & 0x10).toBe(0x10)
  })

  it('lets the service account unlock somebody, whose old password then works', async () => {
    const { zoe } = domain.people
    expect(await change(zoe, { lockoutTime: '0' })).toBe(0)
    expect(await signInOf(zoe)).toBe('ok')
  })

  it('lets the service account set a password in OU People: the new one signs in, the old one does not', async () => {
    const { ada } = domain.people
    expect(await change(ada, { unicodePwd: quoted('Brand-New-Password-1'), lockoutTime: '0' })).toBe(0)
    expect(await domain.kinit('ada', 'Brand-New-Password-1')).toEqual({ answer: 'ok' })
    expect(await signInOf(ada)).toBe('wrong password')
  })

  it('gives protected people rights that nothing above them changes, and some people rules of their own', async () => {
    const { barbara, jean, karen, grace } = domain.people
    for (const person of [barbara, jean]) expect(await change(person, { lockoutTime: '0' }), person.name).toBe(NO_RIGHTS)
    expect(await change(karen, { unicodePwd: quoted('Long-Enough-4-All') })).not.toBe(0)
    expect(await change(karen, { unicodePwd: quoted('Brand-New-Password-Of-Karen-1') })).toBe(0)
    const members = await asService('ldapsearch', ['-LLL', '-b', grace.dn, '-s', 'base', 'msDS-ResultantPSO'], '')
    expect(firstValue(members.out, 'msDS-ResultantPSO')).toBeUndefined()
  })

  it('refuses the service account everything else', async () => {
    const { katherine, grace } = domain.people
    expect(await change(katherine, { unicodePwd: quoted('Brand-New-Password-1') })).toBe(NO_RIGHTS)
    expect(await change(katherine, { lockoutTime: '0' })).toBe(NO_RIGHTS)
    expect(await change(grace, { otherMailbox: 'thief@private.example' })).toBe(NO_RIGHTS)
    expect(await change(grace, { userAccountControl: '514' })).toBe(NO_RIGHTS)
    const newcomer = added(`CN=New,OU=People,${domain.base}`, { objectClass: 'user', sAMAccountName: 'new' })
    expect((await asService('ldapadd', [], newcomer)).code).toBe(NO_RIGHTS)
  })

  it('puts a person back after anything that was done to them', async () => {
    const { ada, grace } = domain.people
    await change(grace, { unicodePwd: quoted('Brand-New-Password-2') })
    await domain.lock('grace')
    expect(await signInOf(grace)).toBe('locked')
    await domain.reset('grace')
    expect(await signInOf(grace)).toBe('ok')
    await domain.reset('ada')
    expect(await signInOf(ada)).toBe('locked')
  })

  it('moves the times of a person: a password expires, a lock-out passes', async () => {
    const { ada, grace } = domain.people
    await domain.expirePassword('grace')
    expect(await signInOf(grace)).toBe('expired')
    await domain.reset('grace')
    await domain.endLockout('ada')
    expect(await signInOf(ada)).toBe('ok')
  })

  it('applies rules at once and goes back to those of the start', async () => {
    const { grace } = domain.people
    await domain.setRules({ minLength: 30 })
    expect(await change(grace, { unicodePwd: quoted('Brand-New-Password-3') })).not.toBe(0)
    await domain.setRules({})
    expect(await change(grace, { unicodePwd: quoted('Brand-New-Password-3') })).toBe(0)
  })

  it('runs beside another one that knows nothing of it, and is gone without a trace when stopped', async () => {
    const other = await startDomain()
    const folder = dirname(dirname(other.caFile))
    expect(other.address).not.toBe(domain.address)
    await other.lock('grace')
    expect(await domain.state('grace')).toMatchObject({ locked: false })
    expect(processesIn(folder)).not.toBe(0)
    expect(await answers(other.address, 636)).toBe(true)
    await Promise.all([other.stop(), other.stop()])
    expect(processesIn(folder)).toBe(0)
    expect(existsSync(folder)).toBe(false)
    expect(await answers(other.address, 636)).toBe(false)
  })

  it('does not outlive a process that is killed', async () => {
    const script = `const { startDomain } = await import('${import.meta.dirname}/domain.ts')
      console.log((await startDomain()).caFile)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const caFile = String((await once(child.stdout, 'data'))[0]).trim()
    const folder = dirname(dirname(caFile))
    expect(processesIn(folder)).not.toBe(0)
    child.kill('SIGKILL')
    await expect.poll(() => processesIn(folder)).toBe(0)
    // The next owner of its address would clear this away.
    rmSync(folder, { recursive: true, force: true })
  })

  const COMPUTED = ['-s', 'base', 'otherMailbox', 'msDS-User-Account-Control-Computed']

  async function signInOf(person: Person): Promise<string> {
    const signIn = await domain.kinit(person.name, person.password)
    return signIn.answer === 'ok' ? 'ok' : signIn.reason
  }

  /** @returns the LDAP result code of a change that the service account makes */
  const change = async (person: Person, attributes: Attributes): Promise<number> =>
    (await asService('ldapmodify', [], replaced(person.dn, attributes))).code

  function asService(program: string, args: string[], input: string) {
    const passwordFile = join(dirname(domain.caFile), 'service-password')
    writeFileSync(passwordFile, domain.serviceAccount.password, { mode: 0o600 })
    const bind = ['-x', '-H', domain.ldapsUrl, '-D', domain.serviceAccount.upn, '-y', passwordFile]
    return run(program, [...bind, ...args], { input, env: { LDAPTLS_CACERT: domain.caFile } })
  }
})

const quoted = (password: string): Buffer => Buffer.from(`"${password}"`, 'utf16le')

/** How many processes have a file of `folder` open. Samba's change their names, but not their databases. */
function processesIn(folder: string): number {
  const open = globSync('/proc/[0-9]*/fd/*').filter((link) => {
    try {
      return readlinkSync(link).startsWith(`${folder}/`)
    } catch {
      return false
    }
  })
  return new Set(open.map((link) => link.split('/')[2])).size
}

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      resolve(true)
      socket.destroy()
    })
  })
