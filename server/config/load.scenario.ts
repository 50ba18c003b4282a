import { randomBytes } from 'node:crypto'
import { certificate, key, otherKey } from './certificate.scenario.ts'
import type { ReadFile } from '../../groundwork/settings/named-file.ts'
import { loadConfig } from './load.ts'
import { wordsOf } from '../../groundwork/settings/mistake.ts'

/** Test material: two settings files without a mistake, and files that they name. */

export const codes = randomBytes(32).toString('base64')
export const audit = randomBytes(32).toString('base64')
export const registrations = randomBytes(32).toString('base64')

export const demo = `database:
  folder: data
keys:
  codesFile: codes
  auditFile: audit
  registrationsFile: registrations
policyFile: policy.yaml
company: { name: Example Corp, helpdesk: '4711' }
directory:
  kind: demo
mail:
  host: mail.corp.example
  from: gatehouse@corp.example
`
export const real = `listen:
  host: 0.0.0.0
  certificateFile: certificate
  keyFile: key
database:
  url: postgres://gatehouse@db.corp.example/gatehouse?sslmode=verify-full
  passwordFile: password
keys:
  codesFile: codes
  auditFile: audit
  registrationsFile: registrations
policyFile: policy.yaml
company: { name: Example Corp, helpdesk: '4711' }
directory:
  kind: active-directory
  domains:
    - base: DC=corp,DC=example
      controllers:
        - host: dc1.corp.example
      bindUser: gatehouse@corp.example
      passwordFile: password
mail:
  host: mail.corp.example
  user: gatehouse
  passwordFile: password
  from: Gatehouse <gatehouse@corp.example>
`

export type File = string | { text: string; mode: number }

export const disk = (files: Record<string, File>): ReadFile => (path) => {
  const file = files[path]
  if (file === undefined) return Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }))
  return Promise.resolve(typeof file === 'string' ? { text: file, mode: 0o600 } : file)
}
const beside: Record<string, File> = {
  '/etc/gatehouse/codes': codes, '/etc/gatehouse/audit': audit, '/etc/gatehouse/registrations': registrations, '/etc/gatehouse/keytab': '\u0005\u0002', '/etc/gatehouse/policy.yaml': 'version: 1', '/etc/gatehouse/password': 'p@ss word\n',
  '/etc/gatehouse/certificate': certificate, '/etc/gatehouse/key': key, '/etc/gatehouse/other-key': otherKey,
}
export const file = '/etc/gatehouse/server.yaml'

export const load = (text: string, env: Record<string, string> = {}, files: Record<string, File> = {}) =>
  loadConfig({ file, env, readFile: disk({ [file]: text, ...beside, ...files }) })

/** What an administrator would read, without the file's name. */
export async function mistakesIn(...args: Parameters<typeof load>): Promise<string[]> {
  const loaded = await load(...args)
  return loaded.ok ? [] : loaded.mistakes.map((mistake) => wordsOf(mistake).replace(`${file}:`, ''))
}
