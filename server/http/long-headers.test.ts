import { request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createLog } from '../../groundwork/log/log.ts'
import { baseServer } from './base.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => { await Promise.all(closing.splice(0).map((close) => close())) })

async function listening(ticketsAt?: string) {
  const app = baseServer({ isBusy: () => false, log: createLog('error', () => {}), correlation: () => '1', ticketsAt })
  for (const path of ['/tickets', '/other']) app.get(path, (asked) => ({ length: asked.headers.authorization?.length }))
  closing.push(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return (path: string, length: number) => new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request(`${url}${path}`, { headers: { authorization: `Negotiate ${'A'.repeat(length)}` } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => { resolve({ status: answer.statusCode, text }) })
    })
    sent.on('error', reject).end()
  })
}

test('the largest ticket that Windows makes comes in where tickets are taken, and nowhere else', async () => {
  const ask = await listening('/tickets')
  expect(await ask('/tickets', 64_000)).toEqual({ status: 200, text: '{"length":64010}' })
  expect(await ask('/other', 64_000)).toMatchObject({ status: 413 })
  expect(await ask('/nowhere', 64_000)).toMatchObject({ status: 413 })
  expect(await ask('/other', 1_000)).toMatchObject({ status: 200 })
  expect(await ask('/tickets', 100_000)).toMatchObject({ status: 431 })
})

test('where none are taken, long headers come in nowhere', async () => {
  const ask = await listening()
  expect(await ask('/tickets', 1_000)).toMatchObject({ status: 200 })
  expect(await ask('/tickets', 10_000)).toMatchObject({ status: 431 })
})
