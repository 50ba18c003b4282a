import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Certificates, makeCertificates } from '../smtp/certificates.ts'

const PROGRAM = '/usr/sbin/kamailio'
const said = spawnSync(PROGRAM, ['-v'], { encoding: 'utf8' })
export const kamailioVersion = said.error ? 'none' : /kamailio (\d[\w.]*)/u.exec(said.stdout)?.[1] ?? 'unknown'

/** @returns why it cannot run here, fit to stand after "skipped: "; undefined: it can */
export const kamailioMissing = (): string | undefined => (said.error ? 'needs packages: apt-get install --no-install-recommends kamailio kamailio-tls-modules' : undefined)

export type Kamailio = { udp: number; tls: number; caFile: string; certificates: Certificates; stop: () => Promise<void> }

/**
 * A SIP server on loopback that asks everybody who calls (digest of RFC 8760), sends all calls to one telephone, and stays on their way
 * (Record-Route).
 * @param to the port of the telephone
 */
export async function startKamailio(to: number, { algorithm = 'SHA-256', user = 'gatehouse', password = 'p4ssw0rd' }: { algorithm?: 'SHA-256' | 'MD5'; user?: string; password?: string } = {}): Promise<Kamailio> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-kamailio-'))
  const certificates = await makeCertificates(folder)
  const [udp, tls] = [await freePort(), await freePort()]
  writeFileSync(join(folder, 'certificate.pem'), certificates.right.cert)
  writeFileSync(join(folder, 'key.pem'), certificates.right.key)
  writeFileSync(join(folder, 'kamailio.cfg'), `#!KAMAILIO
debug=1
log_stderror=yes
children=1
tcp_children=1
enable_tls=yes
disable_core_dump=yes
auto_aliases=no
dns=no
listen=udp:127.0.0.1:${udp}
listen=tls:127.0.0.1:${tls}
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
${['tm', 'sl', 'rr', 'pv', 'textops', 'siputils', 'auth', 'tls'].map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("auth", "algorithm", "${algorithm}")
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "${folder}/certificate.pem")
modparam("tls", "private_key", "${folder}/key.pem")
request_route {
  if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
    sl_send_reply("404", "Not here");
    exit;
  }
  if ($au != $null && $au != "${user}") { sl_send_reply("403", "Not you"); exit; }
  if (!pv_proxy_authenticate("pbx", "${password}", "0")) { proxy_challenge("pbx", "1"); exit; }
  if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
  consume_credentials();
  record_route();
  $ru = "sip:phone@127.0.0.1:${to}";
  t_relay();
}
`)
  // TERM, so that it takes its children along.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', PROGRAM, '-DD', '-E', '-f', join(folder, 'kamailio.cfg'), '-P', join(folder, 'pid'), '-Y', folder, '-m', '32', '-M', '4'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const ended = once(child, 'close')
  while (!(await answers(tls))) {
    if (child.exitCode !== null) throw new Error(`kamailio does not start: ${words}`)
    await pause(20)
  }
  return {
    udp, tls, caFile: certificates.caFile, certificates,
    async stop() {
      // It and its children at once: asked politely it takes a minute.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
