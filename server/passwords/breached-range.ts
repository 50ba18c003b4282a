import { request } from 'node:https'
import type { SecureContext } from 'node:tls'
import { type Breached, isRange, PREFIX, seenInRange, Unanswered } from './breached.ts'

/** A range with padding has some fifty kilobytes. */
const MOST = 1_000_000

export type RangeQuery = { readonly url: string; readonly seconds: number }

/**
 * A service that is told five digits of the hash and answers with every known hash that begins so. Nothing else leaves: no
 * name, no address of the person, no cookie. Redirects are not followed.
 */
export const breachedRange = ({ url, seconds }: RangeQuery, secureContext: SecureContext): Breached => ({
  async timesSeen(hash) {
    const lines = await get(`${url}${hash.reveal().slice(0, PREFIX)}`, seconds * 1000, secureContext)
    if (!isRange(lines)) throw new Unanswered('the range query was answered with something that is no range')
    return seenInRange(lines, hash.reveal().slice(PREFIX))
  },
})

function get(url: string, limit: number, secureContext: SecureContext): Promise<string> {
  return new Promise((resolve, reject) => {
    // With padding every answer is of much the same length: who watches the line cannot guess the prefix from that.
    const headers = { 'add-padding': 'true', accept: 'text/plain', 'user-agent': 'Gatehouse' }
    const trust = { secureContext, rejectUnauthorized: true }
    const asked = request(url, { agent: false, headers, ...trust })
    const fail = (detail: string) => {
      clearTimeout(timer)
      asked.destroy()
      reject(new Unanswered(`the range query ${detail}`))
    }
    const timer = setTimeout(() => fail(`was not answered in ${limit} ms`), limit)
    // Node's own words may hold the address, and so the prefix: its code is enough.
    asked.on('error', (error: NodeJS.ErrnoException) => fail(`failed (${error.code ?? 'unknown'})`))
    asked.on('response', (answer) => {
      if (answer.statusCode !== 200) {
        fail(`was answered with status ${answer.statusCode ?? 0}`)
        return
      }
      const pieces: Buffer[] = []
      let size = 0
      answer.on('data', (piece: Buffer) => {
        size += piece.length
        if (size > MOST) fail(`was answered with more than ${MOST} bytes`)
        else pieces.push(piece)
      })
      answer.on('error', () => fail('broke off in the middle of its answer'))
      answer.on('end', () => {
        clearTimeout(timer)
        resolve(Buffer.concat(pieces).toString('latin1'))
      })
    })
    asked.end()
  })
}
