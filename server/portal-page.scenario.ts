import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { CONTRACT_VERSION, PORTAL_HEADER, VERSION_HEADER } from '@gatehouse/contract'
import type { Running } from './server.scenario.ts'

/** Test material: a page of the portal, as the server sees it. */

export const ORIGIN = 'https://reset.corp.example'

/** As the portal's own page asks. Not by fetch, which lets nobody say for which host it asks. */
export function asked({ url }: Pick<Running, 'url'>, method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string; setCookie: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string; setCookie: string }>()
  const usual = { [VERSION_HEADER]: String(CONTRACT_VERSION), [PORTAL_HEADER]: '1', host: new URL(ORIGIN).host, origin: ORIGIN }
  const sent = request(`${url}${path}`, { method, headers: { ...usual, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } }, (answer) => {
    text(answer).then((said) => { resolve({ status: answer.statusCode ?? 0, text: said, setCookie: answer.headers['set-cookie']?.[0] ?? '' }) }, reject)
  })
  sent.on('error', reject).end(body)
  return promise
}
