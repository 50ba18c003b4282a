import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Secret } from '../../contract/index.ts'
import { PublicKey } from '../../contract/devices.ts'
import { thumbprintOf } from '../../client/device-proof.ts'
import { buildForWindows } from '../../scripts/windows/build.ts'
import { buildTarget } from '../../scripts/windows/targets.ts'
import { demoPeople } from '../../server/directory/demo/people.ts'
import { loadPolicy } from '../../server/policy/load.ts'
import { ORIGIN } from '../../server/portal-page.scenario.ts'
import { registrationKeys } from '../../server/registration/seal.ts'
import { config, type Running, running } from '../../server/server.scenario.ts'
import { addDeviceCode, changeDevices } from '../../server/store/device-list.ts'
import type { Store } from '../../server/store/database.ts'
import { storedDevices } from '../../server/store/devices.ts'
import { openStore } from '../../server/store/open.ts'
import { storedRegistrations } from '../../server/store/registrations.ts'
import { freePort } from '../../test/peers/free-port.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { writeBarePortal } from '../../test/world/bare-portal.ts'
import { putEmptyDatabase } from '../../test/world/empty-database.ts'
import { programs } from '../test/launcher/programs.ts'
import { windowsMissing } from '../test/needs.ts'
import { type Prefix, withPrefix } from '../test/prefix.ts'

// From a sign-in to the page, in wine: the launcher's part with a fake of what wine only pretends, the reminder as it is shipped, WinHTTP and its
// trust as wine has them, and a real server behind TLS. Only the browser is a stand-in, which writes down what it was told to open.

/** Whose registry this Windows has: wine has one person. */
const PERSON = 'S-1-5-21-0-0-0-1000'
const DEVICE = '0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f'
const [, grace] = demoPeople
const OWN = 'HKCU\\Software\\Gatehouse\\Reminder'
const Said = v.object({ right: v.boolean(), calls: v.array(v.string()), events: v.array(v.string()), tokens: v.number() })
const policy = loadPolicy('version: 1\nworkflows: [{ name: Everybody, gates: [email-code], needed: 1 }]\nregistration: { fromDirectory: false }\n', 'policy.yaml')

withPeer('the reminder, in wine, from a sign-in on', windowsMissing(), () => {
  const place = mkdtempSync(join(tmpdir(), 'gatehouse-reminder-'))
  let [prefix, store, server, url, port]: [Prefix?, Store?, Running?, string?, number?] = []
  let tls: ReturnType<typeof certificates> | undefined
  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('it did not start')
    return part
  }
  const wine = (...args: string[]) => there(prefix).wine('C:\\gh\\remind.exe', args)
  const set = (key: string, name: string, kind: string, value: string) => there(prefix).wine('reg', ['add', key, '/v', name, '/t', kind, '/d', value, '/f'])
  const page = () => `${there(url)}/register`
  const lastDay = async () => Number(/LastDay +REG_DWORD +(0x[0-9a-f]+)/.exec((await there(prefix).wine('reg', ['query', OWN])).stdout)?.[1])
  const opened = () => {
    const file = there(prefix).path('C:\\opened.txt')
    return existsSync(file) ? readFileSync(file, 'latin1').trim().split(/\s+/) : []
  }
  /** Somebody has signed in. @param people `1=SID` @param fails the number of the call that fails @param limit long where a test is not about it @returns what was done, and what the browser was told to open */
  const signIn = async (people = [`1=${PERSON}`], { fails = 0, limit = 60_000 } = {}) => {
    const said = v.parse(Said, JSON.parse((await wine('remind', String(fails), String(limit), ...people)).stdout))
    // The browser's stand-in is started and not waited for; what comes after it in wine is.
    await there(prefix).wine('cmd', ['/c', 'exit'])
    return said
  }
  /** Who the demo directory's grace is to this Windows. */
  let isGrace = true

  beforeAll(async () => {
    if (!policy.ok) throw new Error('the policy of this test does not load')
    writeBarePortal(join(place, 'portal'))
    await putEmptyDatabase(join(place, 'data'))
    ;[prefix, store, port] = await Promise.all([withPrefix(), openStore({ folder: join(place, 'data') }), freePort()])
    url = `https://localhost:${port}`
    tls = certificates()
    server = await running(store, {
      listen: { host: '127.0.0.1', port, tls }, devices: { url }, policy: policy.policy, portal: { origin: ORIGIN, insideNetworks: [], effortBits: 0, folder: join(place, 'portal') },
      directory: { ofSid: (sid) => Promise.resolve(sid === PERSON && isGrace ? grace.id : undefined) },
    })
    const folder = prefix.path('C:\\gh')
    mkdirSync(folder)
    await Promise.all([buildForWindows(programs['remind.exe'], join(folder, 'remind.exe')), buildTarget('Gatehouse.Reminder.exe', folder), buildTarget('Gatehouse.Launcher.exe', folder)])
    writeFileSync(join(folder, 'ca.der'), readFileSync(join(place, 'ca.der')))
    await prefix.wine('reg', ['add', 'HKLM\\SOFTWARE\\Classes\\https\\shell\\open\\command', '/ve', '/d', 'C:\\windows\\system32\\cmd.exe /c echo %1>>C:\\opened.txt', '/f'])
  })
  afterAll(async () => {
    await server?.close()
    await Promise.all([store?.close(), prefix?.remove()])
    rmSync(place, { recursive: true, force: true })
  })
  beforeEach(async () => {
    isGrace = true
    await there(prefix).wine('reg', ['delete', OWN, '/f'])
  })

  /** An authority, and a certificate of it for this name: wine's WinHTTP takes no address in one. */
  function certificates(): { certificate: string; key: Secret } {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: place, stdio: 'pipe' })
    writeFileSync(join(place, 'openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n')
    const issue = ['req', '-x509', '-config', 'openssl.cnf', '-newkey', 'rsa:2048', '-noenc', '-days', '2']
    openssl(...issue, '-subj', '/CN=Authority of a test', '-keyout', 'ca.key', '-out', 'ca.pem', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign')
    openssl(...issue, '-subj', '/CN=localhost', '-keyout', 'key.pem', '-out', 'cert.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE')
    openssl('x509', '-in', 'ca.pem', '-outform', 'der', '-out', 'ca.der')
    return { certificate: readFileSync(join(place, 'cert.pem'), 'utf8'), key: new Secret(readFileSync(join(place, 'key.pem'), 'utf8')) }
  }

  async function enrol(at = there(url)) {
    const key = v.parse(PublicKey, JSON.parse((await wine('enrol', at, DEVICE)).stdout))
    const { database } = there(store)
    await database.execute('delete from devices')
    await database.execute('delete from device_codes')
    await addDeviceCode(database, () => {}, { id: 'CODE', hash: 'hash', group: 'Front desk', most: 1, minutes: 60 })
    await storedDevices(database, () => {}).enrol({ codes: ['hash'], id: DEVICE, name: 'DESK', key, thumbprint: await thumbprintOf(key) })
  }

  async function register() {
    const registrations = storedRegistrations({
      database: there(store).database, keys: registrationKeys(config.registrationKeys), now: Date.now, tell: () => {}, enqueue: () => Promise.resolve(), log: { error: () => {} },
    })
    const at = Date.now()
    await registrations.put(await registrations.read(grace.id), [{ kind: 'mail', slot: '1', value: new Secret('grace@home.example'), origin: 'self', provedAt: at, outsideFrom: at, confirmedAt: at }])
  }

  test('a machine that is not set up, or never reminds, or is not enrolled, starts nothing', async () => {
    const shipped = () => there(prefix).wine('C:\\gh\\Gatehouse.Launcher.exe', ['--remind'])
    expect(await signIn()).toEqual({ right: true, calls: [], events: [], tokens: 0 })
    expect((await shipped()).code).toBe(0)
    await set('HKLM\\SOFTWARE\\Gatehouse', 'Server', 'REG_SZ', there(url))
    expect(await signIn()).toEqual({ right: false, calls: [], events: ['60 this machine is not enrolled'], tokens: 0 })
    expect((await shipped()).code).toBe(2)
    await set('HKLM\\SOFTWARE\\Policies\\Gatehouse', 'ReminderDays', 'REG_DWORD', '0')
    expect(await signIn()).toEqual({ right: true, calls: [], events: [], tokens: 0 })
    await there(prefix).wine('reg', ['delete', 'HKLM\\SOFTWARE\\Policies\\Gatehouse', '/f'])
    expect(opened()).toEqual([])
  })

  test('[S-05] a server whose certificate Windows does not trust is not asked: nothing is opened, and it is asked again next time', async () => {
    await enrol()
    expect(await signIn()).toMatchObject({ right: false, events: ['60 session 1: the server did not answer'], tokens: 0 })
    expect([opened(), await lastDay()]).toEqual([[], NaN])
  })

  test('the page opens while something is missing, not again before its days are over, and never once nothing is', async () => {
    await wine('trust', 'ca.der')
    await enrol()
    const said = await signIn()
    expect(said).toEqual({ right: true, events: [], tokens: 0, calls: ['sessions', 'token_of 1', 'person_of', 'environment_of', 'sign device'] })
    await expect.poll(opened).toEqual([page()])
    const day = await lastDay()
    expect(day).toBeGreaterThan(150_000)

    // Not yet again: neither asked nor signed for.
    expect((await signIn()).calls).toEqual(['sessions', 'token_of 1', 'person_of'])
    await set(OWN, 'LastDay', 'REG_DWORD', String(day - 7))
    expect(await signIn()).toMatchObject({ right: true, events: [] })
    await expect.poll(opened).toEqual([page(), page()])

    await register()
    await set(OWN, 'LastDay', 'REG_DWORD', String(day - 7))
    expect(await signIn()).toMatchObject({ right: true, events: [] })
    expect([opened().length, await lastDay()]).toEqual([2, day])
    expect(there(server).lines.filter((line) => line.includes('"operation":"remind"') && line.includes('"status":200'))).toHaveLength(3)
  })

  test('[S-10] somebody whom the directory does not know opens nothing, and neither does a session at its sign-in screen', async () => {
    isGrace = false
    await enrol()
    const before = opened()
    expect(await signIn(['1=', `2=${PERSON}`])).toMatchObject({ right: true, events: [], calls: ['sessions', 'token_of 1', 'token_of 2', 'person_of', 'environment_of', 'sign device'] })
    expect(opened()).toEqual(before)
    expect(await lastDay()).toBeGreaterThan(150_000)
  })

  test('[S-06] a machine that was revoked is refused: nothing is opened, and it is told', async () => {
    await enrol()
    await changeDevices(there(store).database, () => {}, 'revoked', [DEVICE])
    const before = opened()
    expect(await signIn()).toMatchObject({ right: false, events: ['60 session 1: the server refused: its log says why'] })
    expect([opened(), await lastDay()]).toEqual([before, NaN])
  })

  test('whatever call of Windows fails: it is told, nothing is opened, and no token is left open', async () => {
    await enrol()
    const before = opened()
    for (let fails = 1; fails <= 5; fails++) {
      const { right, events, tokens } = await signIn(undefined, { fails })
      expect({ right, events: events.length, tokens }, String(fails)).toEqual({ right: false, events: 1, tokens: 0 })
    }
    expect([opened(), await lastDay()]).toEqual([before, NaN])
  })

  test('[S-05] what is no answer opens nothing: a server that sends elsewhere, says something else, too much or nothing, is down, or is silent', async () => {
    const answers: Record<string, (response: ServerResponse) => void> = {
      elsewhere: (response) => response.writeHead(307, { location: '/yes' }).end(),
      nothing: (response) => response.end(),
      unlike: (response) => response.end('{"remind":"true"}'),
      endless: (response) => response.end(`{"remind":true,"more":"${'x'.repeat(5000)}"}`),
      down: (response) => response.writeHead(503).end('{"remind":true}'),
      silent: () => {},
      yes: (response) => response.end('{"remind":true,"more":1}'),
    }
    let how = ''
    const asked: (string | undefined)[] = []
    const other = createHttpsServer({ cert: there(tls).certificate, key: there(tls).key.reveal() }, (request, response) => {
      asked.push(request.url)
      answers[request.url === '/yes' ? 'yes' : how]?.(response)
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const at = other.address()
    const elsewhere = `https://localhost:${typeof at === 'object' && at ? at.port : 0}`
    await enrol(elsewhere)
    const before = opened()
    for (how of ['elsewhere', 'nothing', 'unlike', 'endless', 'down', 'silent']) {
      const { events } = await signIn(undefined, how === 'silent' ? { limit: 1000 } : {})
      expect(events, how).toEqual([`60 session 1: ${how === 'silent' ? 'it did not end in time' : 'the server did not answer'}`])
    }
    expect([opened(), await lastDay(), new Set(asked)]).toEqual([before, NaN, new Set(['/v1/reminders'])])
    how = 'yes'
    expect((await signIn()).events).toEqual([])
    await expect.poll(opened).toEqual([...before, `${elsewhere}/register`])
    other.closeAllConnections()
    other.close()
  })

  test('[S-05] the proxy of the settings is the way there; where it is wrong, or the server has pins, nobody is asked about', async () => {
    await enrol()
    const asked: string[] = []
    const proxy = createServer((socket) => {
      socket.once('data', (data) => { asked.push(data.toString('latin1').split('\r\n')[0] ?? ''); socket.end('HTTP/1.1 403 no\r\n\r\n') })
    }).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const at = proxy.address()
    const machine = 'HKLM\\SOFTWARE\\Gatehouse'
    await set(machine, 'ProxyMode', 'REG_SZ', 'fixed')
    await set(machine, 'ProxyServer', 'REG_SZ', `127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`)
    expect((await signIn()).events).toEqual(['60 session 1: the server did not answer'])
    expect(asked).toEqual([`CONNECT localhost:${there(port)} HTTP/1.1`])
    const notAsked = async (name: string, value: string, kind = 'REG_SZ') => {
      await set(machine, name, kind, value)
      const { right, calls, events } = await signIn()
      expect({ right, calls }, `${name}=${value}`).toEqual({ right: false, calls: [] })
      return events
    }
    const wrong = (name: string) => [`60 ${name} is wrong, so that nobody is asked about`]
    expect(await notAsked('ProxyBypass', 'text where a list must be')).toEqual(wrong('ProxyBypass'))
    expect(await notAsked('ProxyServer', '127.0.0.1:1 & calc')).toEqual(wrong('ProxyServer'))
    expect(await notAsked('ProxyMode', 'fixd')).toEqual(wrong('ProxyMode'))
    expect(await notAsked('ProxyMode', '1', 'REG_DWORD')).toEqual(wrong('ProxyMode'))
    await set(machine, 'ProxyMode', 'REG_SZ', 'direct')
    expect(await notAsked('Pins', 'sha256/x', 'REG_MULTI_SZ')).toEqual(['60 Pins: a reminder goes by what Windows trusts alone, so that nobody is asked about'])
    expect(asked).toHaveLength(1)
    proxy.close()
  })

  test('started by hand, or told anything else, the reminder does nothing', async () => {
    for (const told of ['', 'hello\n', `${JSON.stringify({ server: 'http://localhost', ticket: 'a' })}\n`, `${'x'.repeat(5000)}\n`]) {
      const child = spawn('wine', ['C:\\gh\\Gatehouse.Reminder.exe'], { env: there(prefix).env, stdio: ['pipe', 'ignore', 'ignore'] })
      child.stdin.on('error', () => {}).end(told)
      await once(child, 'close')
      expect(child.exitCode).toBe(10)
    }
  })
})
