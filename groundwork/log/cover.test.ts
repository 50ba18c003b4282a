import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { Secret, TOKEN_HEADER } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { createLog } from './log.ts'

function written(log: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  log(createLog('info', (line) => void lines.push(line)))
  return lines.join('')
}

describe('a log line', () => {
  test('is one JSON object with level, time and sentence', () => {
    const line = written((log) => log.info({ operation: 'begin', status: 200 }, 'answered'))
    expect(line).toMatch(/^\{"level":"info","time":"\d{4}-[^"]*Z","operation":"begin","status":200,"message":"answered"\}\n$/u)
  })

  test('below its level is not written', () => {
    expect(written((log) => log.debug({}, 'answered'))).toBe('')
  })

  test.each(['authorization', 'Authorization', 'password', 'newPassword', 'code', 'stepToken', 'account', 'body', TOKEN_HEADER])(
    'covers what stands under %s, however deep', (name) => {
      const line = written((log) => log.info({ request: [{ inner: { [name]: 'hunter2-planted' } }] }, 'x'))
      expect(line).not.toContain('hunter2-planted')
      // The same under a name that says nothing is seen: the search can find what is there.
      expect(written((log) => log.info({ request: [{ inner: { colour: 'hunter2-planted' } }] }, 'x'))).toContain('hunter2-planted')
    })

  test('shows a secret as one, and of an error only what we know', () => {
    const error = Object.assign(new Error('no answer', { cause: new TypeError('inner') }), { code: 'ECONNRESET', params: ['hunter2-planted'], password: 'hunter2-planted' })
    const line = written((log) => log.error({ err: error, seen: new Secret('hunter2-planted') }, 'x'))
    expect(line).not.toContain('hunter2-planted')
    expect(JSON.parse(line)).toMatchObject({ seen: '[secret]', err: { type: 'Error', message: 'no answer', reason: 'ECONNRESET', cause: { type: 'TypeError' } } })
  })

  test('shows a request, or anything else with a class, by its name alone', () => {
    const request = new IncomingMessage(new Socket())
    request.headers.authorization = 'Bearer hunter2-planted'
    expect(JSON.parse(written((log) => log.info({ request, also: new Map([['a', 'hunter2-planted']]) }, 'x')))).toMatchObject({ request: '[IncomingMessage]', also: '[Map]' })
  })

  test('is written whatever comes', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })), (fields) => {
      const line = written((log) => log.info(fields, 'x'))
      expect(JSON.parse(line)).toMatchObject({})
    }), { numRuns: runs(300) })
    const circle: Record<string, unknown> = {}
    circle['again'] = circle
    expect(written((log) => log.info({ circle }, 'x'))).toContain('[deep]')
  })
})
