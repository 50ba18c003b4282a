import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withPeer } from '../test/peers/needs.ts'
import { noTickets } from '../test/peers/samba/kerberos/tickets.ts'
import { mustRun, run } from '../test/peers/samba/program.ts'
import { demoDirectory } from './directory/demo/demo-directory.ts'
import { openSignIn } from './open-sign-in.ts'

// The real process with a keytab that no domain knows: it is about the process. Tickets of a domain: sign-in/by-ticket.peer.test.ts.
withPeer('what takes tickets, beside the server', noTickets() ?? ((await run('ktutil', [], { input: 'quit\n' }).catch(() => undefined)) ? undefined : 'needs packages: apt-get install --no-install-recommends krb5-user'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-open-'))
  const service = { keytabFile: join(folder, 'register.keytab'), principal: 'HTTP/register.corp.example@CORP.EXAMPLE' }
  beforeAll(() => mustRun('ktutil', [], { input: `addent -password -p ${service.principal} -k 1 -e aes256-cts-hmac-sha1-96\nany\nwkt ${service.keytabFile}\nquit\n` }))
  afterAll(() => { rmSync(folder, { recursive: true }) })

  const children = () => spawnSync('pgrep', ['-P', String(process.pid), '-f', 'acceptor.py'], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number)

  async function opened(negotiate: boolean) {
    const heard = Promise.withResolvers<undefined>()
    const lines: string[] = []
    const note = (_: object, message: string) => { lines.push(message); heard.resolve(undefined) }
    const signIn = openSignIn(
      negotiate ? { registration: { negotiate: { ...service, binding: { required: false } } } } : {},
      { directory: demoDirectory(), turns: { take: () => Promise.resolve(() => Promise.resolve()) }, log: { info: note, error: note } },
    )
    if (negotiate) await heard.promise
    return { signIn, lines }
  }

  test('where no keytab is named nothing is started, and nobody is asked for a ticket', async () => {
    const { signIn } = await opened(false)
    expect([signIn.negotiate, children()]).toEqual([undefined, []])
    await signIn.close()
  })

  test('it has nothing of the environment, goes on when everything is told to stop, and ends with the server', async () => {
    process.env['GATEHOUSE_KEYS_CODES'] = 'a secret of the server'
    const { signIn, lines } = await opened(true)
    delete process.env['GATEHOUSE_KEYS_CODES']
    const [child = 0, ...more] = children()
    expect(more).toEqual([])
    expect(readFileSync(`/proc/${child}/environ`, 'utf8').split('\0').filter(Boolean).map((line) => line.split('=')[0]).sort()).toEqual(['KRB5RCACHEDIR', 'KRB5_CONFIG', 'LC_ALL', 'PATH'])
    process.kill(child, 'SIGTERM')
    process.kill(child, 'SIGINT')
    expect(await signIn.negotiate?.('YIIB')).toMatchObject({ kind: 'refused', reason: 'garbage' })
    await signIn.close()
    expect(children()).toEqual([])
    expect(lines).toEqual(['Kerberos tickets are taken'])
  })
})
