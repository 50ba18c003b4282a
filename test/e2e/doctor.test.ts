import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:https'
import * as v from 'valibot'
import { CONTRACT_VERSION, VERSION_HEADER } from '@gatehouse/contract'
import { freePort } from '../peers/free-port.ts'
import type { Certificate } from '../peers/smtp/certificates.ts'
import { type ClientSettings, prepareClient } from '../world/client.ts'
import { trustAuthority } from '../world/trust.ts'
import { root } from './build-once.ts'
import { expect, test } from './gatehouse.ts'
import { type Machine, serverName } from './machine.ts'

const Report = v.object({ findings: v.array(v.object({ check: v.string(), state: v.string(), says: v.string() })) })

/** `--doctor` in a home of its own: what it printed, and its exit code. */
async function doctor({ handed, display, certificates }: Machine, settings: ClientSettings, args = ['--doctor', '--json']) {
  const { executable, home } = await prepareClient({ root, handed, display, settings })
  await trustAuthority(home, certificates.caFile)
  const { code, out } = await new Promise<{ code: unknown; out: string }>((resolve) => {
    execFile(executable, args, { encoding: 'utf8', timeout: 60_000 }, (error, stdout) => resolve({ code: error ? error.code : 0, out: stdout }))
  })
  const state = (check: string) => {
    const found = v.parse(Report, JSON.parse(out)).findings.find((finding) => finding.check === check)
    return `${found?.state}: ${found?.says}`
  }
  return { code, out, state }
}

/** Somebody who answers every request so, with that certificate. */
async function answering({ cert, key }: Certificate, headers: Record<string, string>, text: string): Promise<{ server: string; stop: () => void }> {
  const server = createServer({ cert, key }, (_request, response) => void response.writeHead(200, headers).end(text)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    server: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    stop: () => {
      server.close().closeAllConnections()
    },
  }
}

const about = JSON.stringify({ company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } })
const ours = { 'content-type': 'application/json', [VERSION_HEADER]: String(CONTRACT_VERSION) }

test('--doctor beside a client that runs: all is well, as text and in its exit code', async ({ run }) => {
  const { code, out } = await doctor(run.machine, { server: run.server.url, helpdesk: '4357' }, ['--doctor'])
  expect(out).toMatch(new RegExp(`^ok +settings +server = ${run.server.url} \\(/.*client\\.json\\)\\n +helpdesk = 4357 \\(`, 'u'))
  expect(out).toMatch(/\nok +sandbox +the first screen was drawn, by a process that may do nothing else\n/u)
  expect(out).toMatch(/\nok +certificate +"Gatehouse test right" issued by "Gatehouse test authority", valid from/u)
  expect(out).toMatch(/\n8 ok, 0 warnings, 0 wrong, 3 not checked\.\n$/u)
  expect(code).toBe(0)
})

test('--doctor names what is broken, each once', async ({ machine }) => {
  const { right, named, wrong } = machine.certificates
  const nobody = `https://127.0.0.1:${await freePort()}`
  const stranger = await answering(right, { 'content-type': 'text/html' }, '<h1>Welcome to our hotel</h1>')
  const late = await answering(right, { ...ours, date: new Date(Date.now() - 3 * 365 * 86_400_000).toUTCString() }, about)
  const others = await answering(named, ours, about)
  const untrusted = await answering(wrong, ours, about)
  const cases: [settings: ClientSettings, check: string, state: RegExp][] = [
    [{ server: nobody, language: 'Klingon!' }, 'settings', /^wrong: language: must be a language tag/u],
    [{ server: `https://${serverName}` }, 'name', /^wrong: elsewhere\.example, the server, has no address/u],
    [{ server: 'https://reset.example', proxy: { fixed: new URL(nobody).host } }, 'connection', /^wrong: 127\.0\.0\.1:\d+, the proxy, accepts no connection \(ECONNREFUSED\)/u],
    [{ server: nobody }, 'connection', /^wrong: 127\.0\.0\.1:\d+, the server, accepts no connection \(ECONNREFUSED\)/u],
    [{ server: untrusted.server }, 'certificate', /^wrong: "Gatehouse test other-authority".*\nthis machine does not trust who issued it \(ERR_CERT_AUTHORITY_INVALID\)/u],
    [{ server: others.server }, 'certificate', /^wrong: .*\nit is not for 127\.0\.0\.1/u],
    [{ server: stranger.server }, 'server', /^wrong: .*HTTP 200/u],
    [{ server: late.server }, 'clock', /^wrong: 1095 days ahead of the server's/u],
    [{ server: late.server, domain: 'corp.example' }, 'controller', /^warning: none of corp\.example is reached/u],
  ]
  try {
    for (const [settings, check, state] of cases) {
      const found = await doctor(machine, settings)
      expect(found.state(check), JSON.stringify(settings)).toMatch(state)
      expect(found.out).not.toContain('hotel')
      expect(found.code).toBe(1)
    }
  } finally {
    for (const { stop } of [stranger, late, others, untrusted]) stop()
  }
})
