import { describe, expect, test } from 'vitest'
import { loadConfig, type Overrides } from './config.ts'
import { developmentOverrides, whoDrivesHasAttached } from './development.ts'
import { machineFilePlace, type Machine } from './machine-file.ts'

const missing = () => { throw Object.assign(new Error('no such file'), { code: 'ENOENT' }) }
const machine = (text: string | (() => never), { canChange = false } = {}): Machine => ({
  platform: 'linux', executable: '/opt/gatehouse/gatehouse', canChange: () => canChange,
  read: () => (typeof text === 'string' ? text : text()),
})
const load = (settings: unknown, overrides?: Overrides) => loadConfig(machine(JSON.stringify(settings)), overrides)
const said = ({ mistakes }: { mistakes: { where: string; what: string }[] }) => mistakes.map(({ where, what }) => `${where}: ${what}`)

describe('a machine that is set up', () => {
  test('says everything in one file', () => {
    const all = { server: 'https://reset.corp.example', helpdesk: '4357', company: 'Contoso', language: 'de-AT', domain: 'corp.example', site: 'Berlin', mode: 'window', selectedUser: 'CORP\\ada' }
    expect(load(all)).toEqual({ ...all, sources: Object.fromEntries(Object.keys(all).map((name) => [name, '/etc/gatehouse/client.json'])), mistakes: [] })
  })
  test('needs no more than its server, and is a kiosk', () => {
    expect(load({ server: 'https://reset.corp.example:8443/' })).toEqual({ server: 'https://reset.corp.example:8443', mode: 'kiosk', sources: { server: '/etc/gatehouse/client.json' }, mistakes: [] })
  })
})

describe('a machine that is set up wrongly', () => {
  test('names every mistake at once', () => {
    const config = load({ sever: 'x', language: 'Deutsch!', mode: 'kiosc', helpdesk: '', domain: 'CORP', site: 'two words' })
    expect(said(config)).toEqual([
      expect.stringMatching(/^server: is missing/),
      'helpdesk: must not be empty',
      'language: must be a language tag such as "en" or "de-AT"',
      'domain: must be the DNS name of a domain, such as "corp.example"',
      'site: must be the name of a site, such as "Berlin"',
      'mode: must be "kiosk" or "window"',
      expect.stringMatching(/^sever: is no setting; there are server, helpdesk,/),
    ])
  })
  test('uses what is right, so that the helpdesk can be named', () => {
    const config = load({ server: 'reset.corp.example', helpdesk: '4357' })
    expect(config).toMatchObject({ helpdesk: '4357', mode: 'kiosk' })
    expect(config.server).toBeUndefined()
  })
  test('works on where a mistake does not touch the server, and still names it', () => {
    const config = load({ server: 'https://reset.corp.example', colour: 'red' })
    expect(config.server).toBe('https://reset.corp.example')
    expect(config.mistakes).toHaveLength(1)
  })
  test.each([
    ['does not exist', missing],
    ['is not JSON', '{ "server": '],
    ['must be one JSON object', '["https://reset.corp.example"]'],
  ])('says of the file itself that it %s, and nothing of what is in it', (what, text) => {
    const config = loadConfig(machine(text))
    expect(said(config)).toEqual([expect.stringContaining(`/etc/gatehouse/client.json: ${what}`)])
    expect(config.server).toBeUndefined()
  })
})

describe('[S-05] the server is reached over https', () => {
  test.each(['http://reset.corp.example', 'http://127.0.0.1:8080', 'ftp://reset.corp.example', 'https://reset.corp.example/path', 'https://ada:pw@reset.corp.example', 'https://reset.corp.example?x=1'])(
    '[S-05] %s is refused in the packaged client', (server) => expect(load({ server }).server).toBeUndefined())

  test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1'])(
    '[S-05] %s will do in the development build, for it never leaves this machine', (server) => expect(load({ server }, {}).server).toBe(server))

  test.each(['http://reset.corp.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example'])(
    '[S-05] %s is refused even there', (server) => expect(load({ server }, {}).server).toBeUndefined())
})

describe('[S-03] nothing counts that a user can write', () => {
  const ownFile = machine('{"server":"https://evil.example"}', { canChange: true })
  test('[S-03] a file that its user can change is refused', () => {
    const config = loadConfig(ownFile)
    expect(config.server).toBeUndefined()
    expect(said(config)).toEqual([expect.stringContaining('can be changed by the user')])
  })
  test('the development build takes it', () => expect(loadConfig(ownFile, {}).server).toBe('https://evil.example'))
  test('[S-03] the file lies where only administrators write', () => {
    expect(machineFilePlace({ platform: 'linux', executable: '/opt/gatehouse/gatehouse' })).toBe('/etc/gatehouse/client.json')
    expect(machineFilePlace({ platform: 'win32', executable: 'C:\\Program Files\\Gatehouse\\Gatehouse.exe' })).toBe('C:\\Program Files\\Gatehouse\\client.json')
  })
})

describe('the development build', () => {
  test('takes its file from the command line, before the environment', () => {
    expect(developmentOverrides(['out/client', '--config=/a.json'], { GATEHOUSE_CONFIG: '/b.json' })).toEqual({ file: '/a.json' })
    expect(developmentOverrides([], { GATEHOUSE_CONFIG: '/b.json' })).toEqual({ file: '/b.json' })
  })
  test('lets the command line choose between window and kiosk', () => {
    expect(load({ server: 'https://reset.corp.example' }, developmentOverrides(['--window'], {})).mode).toBe('window')
    expect(load({ server: 'https://reset.corp.example', mode: 'window' }, developmentOverrides(['--full-screen'], {})).mode).toBe('kiosk')
  })
  test('waits with its window until Playwright has attached', async () => {
    let attached = false
    const waiting = whoDrivesHasAttached(['--inspect=0', '--remote-debugging-port=0']).then(() => { attached = true })
    await Promise.resolve()
    expect(attached).toBe(false)
    ;(Reflect.get(globalThis, '__playwright_run') as () => void)()
    await waiting
    expect(attached).toBe(true)
  })
  test('waits for nobody else', () => expect(whoDrivesHasAttached(['--remote-debugging-port=9222'])).resolves.toBeUndefined())
})
