import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Shown } from './server.ts'

const run = promisify(execFile)
const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:elsewhere.example'
const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
const server = ['basicConstraints=critical,CA:FALSE', 'extendedKeyUsage=serverAuth', names]
const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/gu, '').slice(2)

type Wanted = {
  /** Who vouches for it; absent: it itself. */
  by?: string
  /** Whose key, where it is somebody else's. */
  key?: string
  extensions?: readonly string[]
  /** In days from now. */
  from?: number
  to?: number
  kind?: readonly string[]
  digest?: string
}

/** Makes certificates of every kind in `folder`, which no name but theirs tells apart. */
export async function certificateMaker(folder: string) {
  const at = (file: string) => join(folder, file)
  // `ca` alone takes dates; it keeps books for that.
  await writeFile(at('openssl.cnf'), `[req]\ndistinguished_name = dn\n[dn]\n[ca]\ndefault_ca = one\n[one]\ndatabase = ${at('index')}\nnew_certs_dir = ${folder}\nrand_serial = yes\npolicy = any\nunique_subject = no\ndefault_md = sha256\n[any]\ncommonName = supplied\n`)
  await writeFile(at('index'), '')

  async function make(name: string, { by = name, key = name, extensions = server, from = -1, to = 30, kind = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], digest = 'sha256' }: Wanted = {}): Promise<void> {
    if (key === name) await run('openssl', ['genpkey', ...kind, '-out', at(`${name}.key`)])
    await writeFile(at(`${name}.ext`), extensions.join('\n'))
    await run('openssl', ['req', '-new', '-config', at('openssl.cnf'), '-key', at(`${key}.key`), '-subj', `/CN=Gatehouse test ${name}`, '-out', at(`${name}.csr`)])
    await run('openssl', [
      'ca', '-batch', '-notext', '-config', at('openssl.cnf'), '-md', digest, '-in', at(`${name}.csr`), '-out', at(`${name}.pem`), '-extfile', at(`${name}.ext`),
      '-startdate', day(from), '-enddate', day(to), '-keyfile', at(`${by === name ? key : by}.key`), ...(by === name ? ['-selfsign'] : ['-cert', at(`${by}.pem`)]),
    ])
  }
  const pem = (name: string) => readFile(at(`${name}.pem`), 'utf8')
  return {
    make, pem, at,
    /** As a server shows it: its own first, then those that vouch for it. */
    shown: async (name: string, chain: readonly string[] = []): Promise<Shown> =>
      ({ cert: (await Promise.all([name, ...chain].map(pem))).join(''), key: await readFile(at(`${name}.key`), 'utf8').catch(() => readFile(at('right.key'), 'utf8')), minVersion: 'TLSv1.2' }),
    /** What its authority answers to whoever asks whether it was revoked: yes (RFC 6960). */
    async revocation(name: string, by: string): Promise<Buffer> {
      const serial = (await run('openssl', ['x509', '-in', at(`${name}.pem`), '-noout', '-serial'])).stdout.trim().split('=')[1] ?? ''
      await writeFile(at('revoked'), `R\t491231235959Z\t${day(-1)}\t${serial}\tunknown\t/CN=Gatehouse test ${name}\n`)
      await run('openssl', ['ocsp', '-index', at('revoked'), '-CA', at(`${by}.pem`), '-rsigner', at(`${by}.pem`), '-rkey', at(`${by}.key`), '-issuer', at(`${by}.pem`), '-cert', at(`${name}.pem`), '-ndays', '3', '-respout', at(`${name}.ocsp`)])
      return readFile(at(`${name}.ocsp`))
    },
  }
}

export type CertificateMaker = Awaited<ReturnType<typeof certificateMaker>>

/** The authority `authority`, which the client trusts, and `right`, its certificate for the server. */
export async function rightCertificate(folder: string): Promise<CertificateMaker> {
  const maker = await certificateMaker(folder)
  await maker.make('authority', { extensions: authority, to: 60 })
  await maker.make('right', { by: 'authority' })
  return maker
}

/** Every way in which a certificate can be wrong, with Chromium's word for it. */
export async function wrongCertificates(maker: CertificateMaker): Promise<Record<string, { shown: Shown; word: string }>> {
  const { make, shown } = maker
  const weak = { ciphers: 'DEFAULT:@SECLEVEL=0' }
  const wrong: Record<string, { shown: Shown; word: string }> = {}
  const add = async (what: string, word: string, name: string, wanted: Wanted, chain: string[] = [], more: Shown = {}) => {
    await make(name, wanted)
    wrong[what] = { shown: { ...await shown(name, chain), ...more }, word }
  }
  await make('stranger', { extensions: authority })
  await make('constrained', { by: 'authority', extensions: [...authority, 'nameConstraints=critical,permitted;DNS:other.example,permitted;IP:10.0.0.0/255.0.0.0'] })
  await make('no-authority', { by: 'authority', extensions: ['basicConstraints=critical,CA:FALSE'] })
  await make('short', { by: 'authority', extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign'] })
  await make('below', { by: 'short', extensions: authority })
  await add('from an authority that nobody trusts', 'ERR_CERT_AUTHORITY_INVALID', 'unknown', { by: 'stranger' })
  await add('that vouches for itself', 'ERR_CERT_AUTHORITY_INVALID', 'itself', {})
  await add('for another name', 'ERR_CERT_COMMON_NAME_INVALID', 'other', { by: 'authority', extensions: [...server.slice(0, 2), 'subjectAltName=DNS:other.example'] })
  await add('with the name in its subject only', 'ERR_CERT_COMMON_NAME_INVALID', '127.0.0.1', { by: 'authority', extensions: server.slice(0, 2) })
  await add('that has run out', 'ERR_CERT_DATE_INVALID', 'old', { by: 'authority', from: -400, to: -1 })
  await add('that ran out years ago, as a clock that is years ahead sees it', 'ERR_CERT_DATE_INVALID', 'ancient', { by: 'authority', from: -4000, to: -3700 })
  await add('that is not valid yet, as a clock that is years behind sees it', 'ERR_CERT_DATE_INVALID', 'future', { by: 'authority', from: 3700, to: 4000 })
  await add('that has run out and is a stranger\'s', 'ERR_CERT_AUTHORITY_INVALID', 'old-unknown', { by: 'stranger', from: -400, to: -1 })
  await add('from one that may not vouch for others', 'ERR_CERT_INVALID', 'by-no-authority', { by: 'no-authority' }, ['no-authority'])
  await add('from one that may not vouch for this name', 'ERR_CERT_INVALID', 'beyond', { by: 'constrained' }, ['constrained'])
  await add('from one too far below the authority', 'ERR_CERT_INVALID', 'too-far', { by: 'below' }, ['below', 'short'])
  await add('for mail only', 'ERR_CERT_INVALID', 'mail', { by: 'authority', extensions: ['extendedKeyUsage=emailProtection', names] })
  await add('signed with SHA-1', 'ERR_CERT_WEAK_SIGNATURE_ALGORITHM', 'sha1', { by: 'authority', digest: 'sha1' }, [], weak)
  await add('with a key of 768 bits', 'ERR_CERT_WEAK_KEY', 'small', { by: 'authority', kind: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:768'] }, [], weak)
  await make('revoked', { by: 'authority' })
  wrong['that was revoked, as its authority says'] = { word: 'ERR_CERT_REVOKED', shown: { ...await shown('revoked'), staple: await maker.revocation('revoked', 'authority') } }
  return wrong
}
