import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { StoreProblem, storeProblem } from './problem.ts'

const error = (code: string) => Object.assign(new Error('planted'), { code })
/** As drizzle hands it on: its message quotes the query and its values. */
const inQuery = (code: string) => new Error('Failed query: select $1\nparams: planted', { cause: error(code) })

describe('what the database or the way to it answers', () => {
  it.each([
    ['EPIPE', 'unreachable'], ['ECONNRESET', 'unreachable'], ['ECONNREFUSED', 'unreachable'], ['EAI_AGAIN', 'unreachable'],
    ['ERR_STREAM_DESTROYED', 'unreachable'], ['SELF_SIGNED_CERT_IN_CHAIN', 'unreachable'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable'],
    ['08006', 'unreachable'], ['53300', 'unreachable'], ['57P01', 'unreachable'], ['40003', 'unreachable'],
    ['40001', 'busy'], ['40P01', 'busy'], ['55P03', 'busy'], ['57014', 'busy'],
    ['28P01', 'refused'], ['3D000', 'refused'], ['42501', 'refused'], ['ERR_INVALID_URL', 'refused'],
    ['23505', 'failed'], ['42P01', 'failed'], ['XX000', 'failed'],
  ])('%s is %s, whether alone or as the cause of a failed query, and quotes nothing', (code, kind) => {
    for (const problem of [storeProblem(error(code)), storeProblem(inQuery(code))]) {
      expect(problem).toBeInstanceOf(StoreProblem)
      expect(problem).toMatchObject({ kind })
      expect(String(problem)).toContain(code)
      expect(inspect(problem, { depth: 9 })).not.toContain('planted')
    }
  })

  it.each(['ERR_ASSERTION', 'ERR_INVALID_ARG_TYPE', 'UNDEFINED', 'abcde'])('%s is a fault of a program: it goes on as it is', (code) => {
    const fault = error(code)
    expect(storeProblem(fault)).toBe(fault)
  })

  it.each([
    'Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable', 'Client was closed and is not queryable',
    'Query read timeout', 'timeout exceeded when trying to connect',
  ])('"%s" carries no code and is a connection that broke', (message) => {
    expect(storeProblem(new Error('Failed query: rollback', { cause: new Error(message) }))).toMatchObject({ kind: 'unreachable' })
  })

  it('a fault of a program inside a query goes on without the query and its values', () => {
    const problem = storeProblem(inQuery('ERR_ASSERTION'))
    expect(problem).toMatchObject({ kind: 'failed' })
    expect(inspect(problem, { depth: 9 })).not.toContain('planted')
  })
})
