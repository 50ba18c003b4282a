import { Secret } from '@gatehouse/contract'
import { expect, it } from 'vitest'
import { certificate } from '../config/certificate.scenario.ts'
import { connectionOf } from './connection.ts'

it('an address with sslmode=verify-full is verified, whatever the environment says, and keeps its password', () => {
  const url = new Secret('postgresql://gatehouse:p%40ss@db.corp.example:5433/gatehouse?application_name=x&sslmode=verify-full')
  expect(connectionOf(url, certificate)).toEqual({
    connectionString: 'postgresql://gatehouse:p%40ss@db.corp.example:5433/gatehouse?application_name=x',
    ssl: { secureContext: expect.objectContaining({}) as unknown, rejectUnauthorized: true },
  })
})

it.each(['postgresql://gatehouse@127.0.0.1/gatehouse', 'postgresql://[/nonsense'])('%s is left as it is', (url) => {
  expect(connectionOf(new Secret(url), undefined)).toEqual({ connectionString: url })
})
