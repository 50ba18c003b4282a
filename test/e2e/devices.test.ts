import { execFileSync } from 'node:child_process'
import { createECDH } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { ranAgainst } from '../peers/journal.ts'
import { type Keyring, noKeyring, startKeyring } from '../peers/keyring/keyring.ts'
import { buildDriver, holdStore } from '../peers/keyring/held.ts'
import { leaveOut } from '../peers/leave-out.ts'
import { arrive, backToSignIn, cancel, identify, type MessageId } from '../world/person.ts'
import { findSecrets } from '../world/traces.ts'
import { expect, test } from './gatehouse.ts'
import { openOwnClient, type OwnClient } from './own-client.ts'
import { type OwnServer, startOwnServer } from './own-server.ts'

const Devices = v.array(v.object({ id: v.string(), name: v.string(), group: v.string(), state: v.string(), seen: v.nullable(v.string()) }))

/** An approved machine asks for one thing; a known one for two, and the person says first which. */
const workflows = [
  { name: 'Approved', for: { entrances: ['workstation'], devices: 'approved' }, gates: ['email-code'], needed: 1 },
  { name: 'Everybody', gates: ['email-code', 'sms-code'], needed: 2, order: 'free' },
]

test('[S-06 S-07 S-13 S-04] a machine enrols itself and begins as what it is: known, approved, revoked, enrolled anew; a copy of its key is found out', async ({ machine }, testInfo) => {
  const missing = noKeyring()
  if (missing !== undefined) leaveOut(testInfo, missing)
  const { ada } = machine.domain.people
  const [server, keyring] = await Promise.all([
    startOwnServer(machine, { policy: { devices: { mayBegin: 'known' }, workflows }, store: 'PostgreSQL', serverBy: 'address', portal: false, devices: true }),
    startKeyring({ state: 'open' }),
  ])
  const copyOfHome = mkdtempSync('/tmp/gatehouse-keyring-')
  ranAgainst(testInfo.file, `gnome-keyring ${keyring.version}`)
  const open: { end: () => Promise<unknown>; remove: () => void }[] = []
  const client = async (of: Keyring, enrolmentCode: string) => {
    const one = await openOwnClient(machine, server.process.url, { serverBy: 'address', mode: 'window', place: 'no domain', keyring: of, enrolmentCode })
    open.push(one)
    return one
  }
  try {
    // Known by its code; there is nothing else that makes it begin here.
    const first = await codeFor(server)
    const before = await client(keyring, first)
    await enrols(before)
    await begins(before, ada.account, 'ways.title')
    const [device] = await devices(server)
    expect(device).toMatchObject({ group: 'Front desk', state: 'known' })
    expect(device?.seen).not.toBeNull()

    // Approved it is worth more, and revoked nothing.
    await server.command('devices', 'approve', device?.id ?? '')
    await begins(before, ada.account, 'code.title')
    await server.command('devices', 'revoke', device?.id ?? '')
    await isRefused(before, ada.account)
    expect(before.log()).toContain('device-counts-as-none')
    expect(await before.end()).toEqual([])

    // The code that it was enrolled with does nothing more; another one makes it known again, by another key.
    const second = await codeFor(server)
    const here = await client(keyring, second)
    await enrols(here)
    expect(await states(server)).toEqual(['known', 'revoked'])

    // The store is copied to another machine, which begins before the first one does.
    execFileSync('cp', ['-a', join(keyring.home, 'data'), copyOfHome])
    const copied = await startKeyring({ state: 'open', home: copyOfHome })
    open.push({ end: copied.stop, remove: () => {} })
    const there = await client(copied, second)
    await begins(there, ada.account, 'ways.title')
    expect(there.log()).not.toContain('device-enrolled')
    expect(await states(server)).toEqual(['known', 'revoked'])
    await isRefused(here, ada.account)
    expect(await states(server)).toEqual(['copied', 'revoked'])
    expect(await server.command('audit', 'export')).toMatch(/"kind":"device-copied"/u)
    // Neither of the two begins anything any more.
    await isRefused(there, ada.account)

    // Nobody has written the key or the codes anywhere: not the client, not the server.
    const keys = await keysIn(keyring, server.process.url)
    expect(keys).toHaveLength(1)
    expect(await Promise.all([there.end(), here.end()])).toEqual([[], []])
    expect([before, here, there].flatMap((one) => one.faults())).toEqual([])
    await server.end()
    const traces = [...[before, here, there].flatMap((one) => one.traces()), ...await server.traces()]
    const whereIs = (forms: Buffer[]) => traces.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ where }) => where)
    expect(findSecrets(traces, [first, second])).toEqual([])
    // It is the key that the server knows, by its public part: that one is found.
    expect(whereIs(keys.map(publicPart))).toContain('the tables')
    expect(whereIs(keys.flatMap(formsOf))).toEqual([])
    expect([...keyring.dialogs(), ...copied.dialogs()]).toEqual([])
  } finally {
    for (const one of open.reverse()) {
      await one.end()
      one.remove()
    }
    await server.end()
    await server.remove()
    await keyring.stop()
    rmSync(copyOfHome, { recursive: true, force: true })
  }
})

/** It does so by itself, once its first screen is there. */
async function enrols({ page, log }: OwnClient): Promise<void> {
  await arrive(await page(), 'identify.title')
  await expect.poll(log).toContain('device-enrolled')
}

/** Somebody gets as far as that screen there, and goes away. */
async function begins({ page }: OwnClient, name: string, as: MessageId): Promise<void> {
  await arrive(await page(), 'identify.title')
  await identify(await page(), name)
  await arrive(await page(), as)
  await cancel(await page())
  await arrive(await page(), 'ended.cancelled.title')
  await backToSignIn(await page())
  await arrive(await page(), 'identify.title')
}

async function isRefused({ page }: OwnClient, name: string): Promise<void> {
  await arrive(await page(), 'identify.title')
  await identify(await page(), name)
  await arrive(await page(), 'problem.not-set-up.title')
}

async function codeFor({ command }: OwnServer): Promise<string> {
  const said: unknown = JSON.parse(await command('devices', 'code', '--group', 'Front desk', '--expires', '8h', '--count', '5', '--json'))
  return v.parse(v.object({ code: v.string() }), said).code
}

const devices = async ({ command }: OwnServer) => v.parse(Devices, JSON.parse(await command('devices', 'list', '--json')))
const states = async (server: OwnServer) => (await devices(server)).map(({ state }) => state).sort()

/** The secret number of each key in the store: of PKCS #8 for this curve the 32 bytes from the 36th (RFC 5915 §3). */
async function keysIn(keyring: Keyring, server: string): Promise<Buffer[]> {
  const driver = await buildDriver()
  const store = holdStore(keyring, driver)
  const found = await Promise.all(['a', 'b'].map((slot) => store.get('Gatehouse device', `${server} key ${slot}`)))
  store.end()
  driver.remove()
  return found.filter((hex) => typeof hex === 'string').map((hex) => Buffer.from(hex, 'hex').subarray(36, 68))
}

/** Of the public key to that number, as a JWK has it, what is `x`. */
function publicPart(number: Buffer): Buffer {
  const key = createECDH('prime256v1')
  key.setPrivateKey(number)
  return Buffer.from(key.getPublicKey().subarray(1, 33).toString('base64url'))
}

/** As it would be written: in bytes, in hexadecimal, in a JWK, and in a PEM, of whose lines the second holds these letters of it. */
const formsOf = (number: Buffer) => [number, ...[number.toString('hex'), ...(['base64', 'base64url'] as const).map((as) => number.toString(as).slice(16, 42))].map((text) => Buffer.from(text))]
