import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { endPointBinding } from './channel-binding.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-binding-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

function certificate(...given: string[]): string {
  const file = join(folder, 'certificate.pem')
  execFileSync('openssl', ['req', '-x509', '-newkey', ...given, '-nodes', '-subj', '/CN=register.corp.example', '-keyout', join(folder, 'key.pem'), '-out', file], { stdio: 'ignore' })
  return readFileSync(file, 'utf8')
}

test.each([
  ['sha256', ['rsa:2048', '-sha256'], 'sha256'], ['sha384', ['rsa:2048', '-sha384'], 'sha384'], ['SHA-1, for which SHA-256 stands', ['rsa:2048', '-sha1'], 'sha256'],
  ['ECDSA', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha512'], 'sha512'],
])('a certificate signed with %s', (_, given, hash) => {
  const pem = certificate(...given)
  const bound = Buffer.from(endPointBinding(pem) ?? '', 'base64')
  expect(bound.subarray(0, 21).toString()).toBe('tls-server-end-point:')
  expect(bound.subarray(21)).toEqual(createHash(hash).update(new X509Certificate(pem).raw).digest())
})

test('one whose signature has no hash of its own cannot be bound to', () => {
  expect(endPointBinding(certificate('ed25519'))).toBeUndefined()
})
