import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A certificate with its key, in PEM. */
export type Certificate = { cert: string; key: string }

export type Certificates = {
  /** What a client must trust. */
  caFile: string
  /** For 127.0.0.1 and localhost. */
  right: Certificate
  /** From the same authority, for another host. */
  otherName: Certificate
  /** For the right host, from an authority that nobody trusts. */
  otherAuthority: Certificate
}

/** @returns why certificates cannot be made here, in words; undefined: they can */
export const opensslMissing = (): string | undefined =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'openssl')))
    ? undefined
    : 'needs packages: apt-get install --no-install-recommends openssl'

/** Makes two authorities and their certificates in `folder`. They are valid for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  // The machine's own openssl.cnf would add extensions that contradict ours.
  await writeFile(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n')
  await Promise.all(['authority', 'stranger'].map((name) => issue(folder, name, { authority: true })))
  const [right, otherName, otherAuthority] = await Promise.all([
    issue(folder, 'right', { by: 'authority', names: 'IP:127.0.0.1,DNS:localhost' }),
    issue(folder, 'other-name', { by: 'authority', names: 'DNS:elsewhere.example' }),
    issue(folder, 'other-authority', { by: 'stranger', names: 'IP:127.0.0.1,DNS:localhost' }),
  ])
  return { caFile: join(folder, 'authority.pem'), right, otherName, otherAuthority }
}

const run = promisify(execFile)

type Wanted = { authority: true } | { by: string; names: string }

async function issue(folder: string, name: string, wanted: Wanted): Promise<Certificate> {
  const at = (file: string) => join(folder, file)
  const cert = at(`${name}.pem`)
  const key = at(`${name}.key`)
  await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key])
  await run('openssl', [
    ...['req', '-x509', '-config', at('openssl.cnf'), '-days', '2', '-subj', `/CN=Gatehouse test ${name}`, '-key', key, '-out', cert],
    ...('authority' in wanted
      ? ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']
      : ['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', `subjectAltName=${wanted.names}`]),
    ...('authority' in wanted ? [] : ['-CA', at(`${wanted.by}.pem`), '-CAkey', at(`${wanted.by}.key`)]),
  ])
  return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
}
