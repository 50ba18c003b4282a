import { describe, expect, test } from 'vitest'
import { certificate } from './certificate.scenario.ts'
import { load, mistakesIn, real } from './load.scenario.ts'

describe('the way to the database', () => {
  const at = (url: string, more = '') => mistakesIn(real.replace(/url: postgres.*\n/u, `url: ${url}\n${more}`))
  test.each([
    'postgres://gatehouse@db.corp.example/gatehouse', 'postgres://gatehouse@db.corp.example/gatehouse?sslmode=require',
    'postgres://gatehouse@db.corp.example/gatehouse?sslmode=no-verify', 'postgres://gatehouse@127.0.0.1/gatehouse?host=db.corp.example',
    'postgres://gatehouse@db.corp.example/gatehouse?sslmode=verify-full&sslmode=disable', 'postgres://gatehouse@10.0.0.1/gatehouse',
  ])('%s would be in the clear, or to anybody', async (url) => {
    expect(await at(url)).toEqual([
      '6:8: database.url is spoken to in the clear, or without a look at its certificate; must end with ?sslmode=verify-full, because its host is not this machine',
    ])
  })

  test.each([
    'postgres://gatehouse@db.corp.example/gatehouse?sslmode=verify-full', 'postgres://gatehouse@127.0.0.1/gatehouse', 'postgres://gatehouse@[::1]:5433/gatehouse',
    'postgresql://gatehouse@localhost/gatehouse', 'postgresql://gatehouse@%2Frun%2Fpostgresql/gatehouse', 'postgresql:///gatehouse?host=/run/postgresql',
  ])('%s is verified, or does not leave this machine', async (url) => {
    expect(await at(url)).toEqual([])
  })

  test('the authority of its certificate goes with verifying it', async () => {
    const loaded = await load(real.replace('?sslmode=verify-full', '?sslmode=verify-full\n  caFile: certificate'))
    expect(loaded).toMatchObject({ ok: true, config: { database: { ca: certificate } } })
    expect(await at('postgres://gatehouse@localhost/gatehouse', '  caFile: certificate\n')).toEqual([
      '7:11: database.caFile changes nothing; must go with `url` and ?sslmode=verify-full in it',
    ])
    expect(await at('postgres://gatehouse@db.corp.example/gatehouse?sslmode=verify-full&sslrootcert=/etc/ca.pem')).toEqual([
      '6:8: database.url says more about TLS than `sslmode`; must be without it: the authority belongs in `caFile`',
    ])
    expect((await at('postgres:///gatehouse')).join()).toContain('6:8: database.url names no host')
  })
})
