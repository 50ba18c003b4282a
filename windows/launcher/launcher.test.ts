import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProofClaims, ProofHeader, PublicKey, TicketClaims, TicketHeader } from '../../contract/devices.ts'
import { buildForWindows } from '../../scripts/windows/build.ts'
import { buildTarget } from '../../scripts/windows/targets.ts'
import { Facts } from '../../src-main/doctor/windows/facts.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { programs } from '../test/launcher/programs.ts'
import { Tried } from '../test/launcher/tried.ts'
import { windowsMissing } from '../test/needs.ts'
import { type Prefix, withPrefix } from '../test/prefix.ts'

// The launcher from end to end, in wine, with a client of ours that behaves as a try says. What wine does it does: processes, the job,
// pipes, the registry, the desktop. What it only pretends is a fake that writes down what it was asked (test/launcher/fake_system.h).

const Device = v.union([v.strictObject({ key: PublicKey }), v.strictObject({ id: v.string(), ticket: v.string(), key: v.strictObject({ ...PublicKey.entries, d: v.string() }) })])
const HandOver = v.strictObject({
  version: v.literal(1), policy: v.record(v.string(), v.unknown()), machine: v.record(v.string(), v.unknown()), selectedUser: v.optional(v.string()),
  languages: v.optional(v.array(v.string())), layout: v.optional(v.string()), contrast: v.optional(v.boolean()), scale: v.optional(v.number()), device: v.optional(Device),
})

const server = 'https://reset.corp.example'
const settings = `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Gatehouse]
"Server"="${server}"
"Helpdesk"="+49 30 1"
"LinkText"="Cannot sign in?"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Gatehouse]
"Helpdesk"="+49 30 2"
"LimitMinutes"=dword:000003e8
"Company"=hex(2):41,00,00,00
"Pins"=hex(7):61,00,00,00,62,00,00,00,00,00

[HKEY_CURRENT_USER\\Software\\Microsoft\\Accessibility]
"TextScaleFactor"=dword:00000096
`

/** By what each is about. `right` is an account that is as it should be. */
const tries = {
  behaves: 'account=right : ready alive done',
  cancels: 'account=right : ready cancelled',
  fromNothing: ': ready done',
  leftOver: 'account=left : ready done',
  denied: 'account=denied : ready done',
  hangs: 'limits=400 : hang',
  silent: 'limits=0,400 : ready silent',
  outlives: 'limits=0,0,1500 : ready outlive',
  staysBehind: 'limits=0,0,0,400 : ready done stays-behind',
  crashes: ': ready crash',
  breaks: ': ready break',
  floods: ': flood',
  chatters: ': ready chatter',
  tooLong: ': long',
  malformed: ': malformed',
  bears: ': ready bear done',
  bearsAndIsKilled: ': ready bear malformed',
  stopped: 'stop : ready outlive',
  tells: ': ready tell done',
  enrols: 'code=c0de : ready prove enrolled done',
  provesAgain: 'keep : ready prove done',
  begins: 'keep : ready done',
  beginsAgain: 'keep : ready done',
  isRefused: 'keep code=wrong : ready prove refused done',
  afterRefusal: 'keep : ready done',
  anotherCode: 'keep code=better : ready prove enrolled done',
  elsewhere: 'keep server=https://other.corp.example : ready done',
  greedy: `code=c0de server=${server} : ready greedy`,
  liesAboutEnrolment: ': ready enrolled done',
} as const

const decoded = (part: string | undefined): unknown => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
const partsOf = (jws: string | undefined) => jws?.split('.') ?? []

/** @param key with which it must be signed @returns what it says */
async function signedBy(key: PublicKey, jws: string | undefined): Promise<unknown> {
  const [header, claims, signature] = partsOf(jws)
  const own = await crypto.subtle.importKey('jwk', key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  const good = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, own, Buffer.from(signature ?? '', 'base64url'), Buffer.from(`${header ?? ''}.${claims ?? ''}`))
  expect(good, 'the signature').toBe(true)
  return decoded(claims)
}

withPeer('the launcher, in wine', windowsMissing(), () => {
  let prefix: Prefix
  let folder: string
  const tried = new Map<string, Tried>()
  const the = (name: keyof typeof tries): Tried => {
    const found = tried.get(name)
    if (found === undefined) throw new Error(`${name} was not tried`)
    return found
  }
  const handOver = (name: keyof typeof tries) => v.parse(HandOver, JSON.parse(the(name).saw?.handOver ?? ''))
  const keyOffered = (name: keyof typeof tries) => v.parse(v.strictObject({ key: PublicKey }), handOver(name).device).key

  beforeAll(async () => {
    prefix = await withPrefix()
    folder = prefix.path('C:\\gh')
    mkdirSync(folder)
    for (const [name, target] of Object.entries(programs)) await buildForWindows(target, join(folder, name))
    // With its mark: without it wine takes the bytes of a list for another encoding's.
    writeFileSync(join(folder, 'settings.reg'), `\uFEFF${settings}`, 'utf16le')
    await prefix.wine('regedit', ['/S', 'C:\\gh\\settings.reg'])
    writeFileSync(join(folder, 'tries.txt'), `${Object.values(tries).join('\n')}\n`)
    const { stdout } = await prefix.wine('C:\\gh\\run.exe', ['--session', '1', '--user', Buffer.from('CORP\\ada').toString('base64url')], { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--inspect', CHROME_LOG_FILE: 'C:\\x', PATHEXT: '.evil' })
    const lines = stdout.trim().split(/\r?\n/)
    for (const [at, name] of Object.keys(tries).entries()) tried.set(name, v.parse(Tried, JSON.parse(lines[at] ?? '')))
  })
  afterAll(async () => { await prefix.remove() })

  test('[F-28] it makes the account ready, logs it on, gives its logon what it needs, and takes everything back in the opposite order', () => {
    const [account, logon] = ['S-1-5-21-1-2-3-1005', 'S-1-5-5-0-4711']
    expect(the('behaves').calls).toEqual([
      'account', 'set_password', 'groups_of_account', `rights_of ${account}`, 'holders_of SeDenyBatchLogonRight', 'enable_account yes',
      `end_processes_of ${account}`, `delete_profile ${account}`, 'log_on', 'without_privileges', 'put_in_session 1', 'logon_sid', 'load_profile', 'enable_account no',
      `grant named objects of session 1 for ${logon}`, `grant window station of session 1 for ${logon}`, `grant desktop of session 1 for ${logon}`,
      `take_back desktop of session 1 for ${logon}`, `take_back window station of session 1 for ${logon}`, `take_back named objects of session 1 for ${logon}`,
      `end_processes_of ${account}`, 'unload_profile', `delete_profile ${account}`,
    ])
  })

  test.for(Object.keys(tries).filter((name) => name !== 'denied'))('[S-04 F-28] %s: nothing is left of it, and whoever waits for its screen is told', (name) => {
    const { enabled, granted, profile, tokens, shown, born, outcome } = v.parse(Tried, tried.get(name))
    expect({ enabled, granted, profile, tokens, shown, born, outcome }).toEqual({ enabled: false, granted: 0, profile: false, tokens: 0, shown: true, born: false, outcome: 0 })
  })

  test('[F-28] an account that is not there is made; one that is not as it should be is mended, and that is told', () => {
    expect(the('fromNothing').events.slice(0, 2)).toEqual(expect.arrayContaining([expect.stringMatching(/^30 /)]))
    expect(the('fromNothing').events).toEqual(expect.arrayContaining(['20 it did not exist', '20 it had no right to log on as a batch job']))
    expect(the('fromNothing').calls.slice(0, 3)).toEqual(['account', 'make_account', 'account'])
    expect(the('leftOver').events).toEqual(expect.arrayContaining(['20 it was enabled while nobody used it', '20 it was in the group Users', '20 2 of its programs ran where they should not, and were ended']))
    expect(the('behaves').events.filter((event) => event.startsWith('20 '))).toEqual([])
  })

  test('[F-28] a denial by policy is named and not overruled: nothing is started', () => {
    const { outcome, events, calls, enabled, saw, shown } = the('denied')
    expect({ outcome, enabled, saw, shown }).toEqual({ outcome: 2, enabled: false, saw: null, shown: true })
    expect(events).toContain('22 "Deny log on as a batch job" is set for S-1-5-113')
    expect(calls).not.toContain('log_on')
  })

  test('its password is another at each start, of all four classes', () => {
    const all = [...tried.values()].flatMap(({ passwords }) => passwords)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe(tried.size)
    for (const password of all) expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_])[\w-]{36}$/)
  })

  test('[S-02] the client gets one switch, the desktop of the sign-in screen, two handles, and an environment that was made for it', () => {
    const { saw } = the('behaves')
    expect({ ...saw, environment: undefined, handOver: undefined }).toEqual({ command: '"C:\\gh\\Gatehouse.exe" --kiosk', handles: 2, desktop: 'Winlogon', errors: false })
    // Wine adds its own to every process.
    const names = saw?.environment.map((variable) => variable.slice(0, variable.indexOf('='))).filter((name) => !name.startsWith('WINE'))
    expect(names?.sort()).toEqual(['ALLUSERSPROFILE', 'APPDATA', 'COMPUTERNAME', 'HOMEDRIVE', 'HOMEPATH', 'LOCALAPPDATA', 'OS', 'PATH', 'ProgramData', 'ProgramFiles', 'SystemDrive', 'SystemRoot',
      'TEMP', 'TMP', 'USERDOMAIN', 'USERNAME', 'USERPROFILE', 'windir'].sort())
    expect(saw?.environment).toEqual(expect.arrayContaining(['TEMP=C:\\gh\\profile\\AppData\\Local\\Temp', 'USERNAME=GatehouseKiosk', 'PATH=C:\\windows\\System32;C:\\windows']))
  })

  test('[S-04] neither a password nor a key nor the code of enrolment is in a command line, a variable or an event', () => {
    const { d } = v.parse(v.object({ d: v.string() }), v.parse(v.object({ key: v.unknown() }), handOver('begins').device).key)
    const secrets = [...[...tried.values()].flatMap(({ passwords }) => passwords), d, 'c0de']
    for (const { saw, events, calls } of tried.values()) {
      const open = JSON.stringify([saw?.command, saw?.environment, events, calls])
      for (const secret of secrets) expect(open).not.toContain(secret)
    }
  })

  test('the hand-over has what policy and machine set for the client, as found, and how the sign-in screen is', () => {
    expect(handOver('behaves')).toEqual({
      version: 1, policy: { Helpdesk: '+49 30 2', Company: null, Pins: ['a', 'b'] }, machine: { Server: server, Helpdesk: '+49 30 1' }, selectedUser: 'CORP\\ada',
      languages: ['en-US'], layout: '00000409', contrast: false, scale: 150,
    })
    expect(handOver('enrols').machine).toEqual({ Server: server, Helpdesk: '+49 30 1', EnrolmentCode: 'c0de' })
  })

  test('a setting that is wrong is told, without its value', () => {
    expect(the('behaves').events[0]).toMatch(/^30 LimitMinutes \(policy\) must be /)
    expect(the('behaves').events.filter((event) => event.startsWith('30 '))).toHaveLength(1)
  })

  test.for([
    ['behaves', '2 somebody got back in'],
    ['cancels', '2 somebody left it'],
    ['crashes', '2 by itself, without a word: exit code: 0xC0000005'],
    ['hangs', '3 no screen in time'],
    ['silent', '3 no sign of life'],
    ['outlives', '3 its time was over'],
    ['staysBehind', '3 it said that it ends, and did not'],
    ['breaks', '3 its pipe broke'],
    ['floods', '3 it said what no client says'],
    ['chatters', '3 it said too much at once'],
    ['tooLong', '3 it said a line that is too long'],
    ['malformed', '3 it said what no client says'],
    ['stopped', '3 the sign-in screen went on to something else'],
    ['greedy', '3 it asked for a proof that it does not get'],
    ['provesAgain', '3 it asked for a proof that it does not get'],
    ['liesAboutEnrolment', '3 it said that it enrolled, and was not asked to'],
  ] as const)('a client that %s: "%s"', ([name, end]) => {
    expect(the(name).events.filter((event) => /^[123] /.test(event))).toEqual(['1 session 1', end])
  })

  test('[S-01] what the client starts is dead once it is: whether it left or was ended', () => {
    for (const name of ['bears', 'bearsAndIsKilled'] as const) expect({ bore: the(name).bore, born: the(name).born }).toEqual({ bore: true, born: false })
  })

  test('what the client says for the event log comes under one number, on one line', () => {
    expect(the('tells').events).toContain('50 3 something else')
  })

  test('[S-06] a machine with a code is offered its own public key, and its key signs one thing: a proof for the enrolment at that server', async () => {
    const key = keyOffered('enrols')
    expect(v.parse(ProofHeader, decoded(partsOf(the('enrols').answer?.proof)[0]))).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: key })
    const claims = v.parse(v.strictObject({ ...ProofClaims.entries, ath: v.optional(v.never()) }), await signedBy(key, the('enrols').answer?.proof))
    expect(claims).toMatchObject({ htm: 'POST', htu: `${server}/v1/devices`, nonce: 'nonce-of-the-server' })
    expect(the('enrols').events).toContain('40 0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f')
  })

  test('[S-06] an enrolled machine hands over a ticket for a new key each time, with the next number; its code is no longer in the registry', async () => {
    const own = keyOffered('enrols')
    const given = await Promise.all((['provesAgain', 'begins', 'beginsAgain'] as const).map(async (name) => {
      const device = v.parse(Device.options[1], handOver(name).device)
      expect(v.parse(TicketHeader, decoded(partsOf(device.ticket)[0])).kid).toBe('0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f')
      const { aud, jkt, seq } = v.parse(TicketClaims, await signedBy(own, device.ticket))
      const { kty, crv, x, y, d } = device.key
      const thumbprint = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(JSON.stringify({ crv, kty, x, y })))).toString('base64url')
      expect({ aud, jkt }).toEqual({ aud: server, jkt: thumbprint })
      // The private part fits the public one.
      await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
      return { seq, x }
    }))
    expect(given.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(new Set(given.map(({ x }) => x)).size).toBe(3)
    expect(handOver('begins').machine).not.toHaveProperty('EnrolmentCode')
  })

  test('[S-06] another code gets another key; one that was refused is not offered again, and the old enrolment counts until then', () => {
    expect(keyOffered('isRefused')).not.toEqual(keyOffered('enrols'))
    expect(the('isRefused').events).toContain('41 refused by the server')
    expect(handOver('afterRefusal').device).toMatchObject({ id: '0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f' })
    expect(keyOffered('anotherCode')).not.toEqual(keyOffered('isRefused'))
    expect(the('anotherCode').calls).toContain('delete_key Gatehouse Device Key 1')
  })

  test('[S-06] at another server it is no device', () => { expect(handOver('elsewhere')).not.toHaveProperty('device') })

  test('a second launcher gives way, and so does a repair', async () => {
    writeFileSync(join(folder, 'tries.txt'), 'stop : ready outlive\n')
    const lock = execFile('wine', ['C:\\gh\\fails.exe', '--hold'], { env: prefix.env })
    await new Promise((held) => lock.stdout?.once('data', held))
    const { stdout } = await prefix.wine('C:\\gh\\run.exe', ['--session', '1'])
    await buildTarget('Gatehouse.Launcher.exe', folder)
    expect((await prefix.wine('C:\\gh\\Gatehouse.Launcher.exe', ['--repair'])).code).toBe(1)
    lock.stdin?.end()
    expect(v.parse(Tried, JSON.parse(stdout))).toMatchObject({ outcome: 1, calls: [], events: [], shown: true, saw: null })
  })

  test('[F-28 S-04] whichever call of Windows fails: nothing stays granted, the account is disabled, the profile is gone, and an event names the call', async () => {
    const { code, stdout, stderr } = await prefix.wine('C:\\gh\\fails.exe')
    expect({ code, stderr, last: stdout.trim().split(/\r?\n/).at(-1) }).toEqual({ code: 0, stderr: '', last: 'all' })
  })

  test('--facts prints what the doctor reads, and neither the code of enrolment nor anything else that is secret', async () => {
    writeFileSync(join(folder, 'tries.txt'), 'code=never-to-be-told : ready done\n')
    await prefix.wine('C:\\gh\\run.exe', ['--session', '1'])
    await buildTarget('Gatehouse.Launcher.exe', folder)
    const { code, stdout } = await prefix.wine('C:\\gh\\Gatehouse.Launcher.exe', ['--facts'])
    expect(code).toBe(0)
    const facts = v.parse(Facts, JSON.parse(stdout))
    expect(facts).toMatchObject({ folder: { path: 'C:\\gh' }, policy: { Helpdesk: '+49 30 2', Company: null, Pins: ['a', 'b'], LimitMinutes: 1000 }, machine: { Server: server, EnrolmentCode: true }, strikes: 0 })
    expect(stdout).not.toContain('never-to-be-told')
  })

  test('what it is started with that it does not know it refuses, as it is shipped too', async () => {
    for (const args of [[], ['--no-sandbox'], ['--session', '1', '--remote-debugging-port', '1']]) expect((await prefix.wine('C:\\gh\\Gatehouse.Launcher.exe', args)).code).toBe(160)
  })

  test.for([
    [[]], [['--session']], [['--session', '0']], [['--session', '-1']], [['--session', '1', '--user']], [['--session', '1', '--user', 'a b']], [['--session', '1', '--ready', '0']],
    [['--session', '1', '--no-sandbox', '1']], [['--facts', '--session']], [['--remind', '1']], [['1', '--session']],
  ] as const)('arguments that it was not made for: %j', async ([args]) => {
    expect((await prefix.wine('C:\\gh\\run.exe', args)).code).toBe(64)
  })
})
