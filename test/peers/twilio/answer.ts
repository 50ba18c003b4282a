import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Refusal } from './fault.ts'

export const notFound: Refusal = { status: 404, code: 20404, message: 'The requested resource was not found' }

/** An error as every API of Twilio says it. */
export const refuse = (response: ServerResponse, { status, code, message }: Refusal) =>
  say(response, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })

export const say = (response: ServerResponse, status: number, body: object) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** Points to another address as the fault `redirect` has it, or refuses who has not signed in. @returns whether it did */
export function isTurnedAway(fault: string | undefined, { url = '', headers }: IncomingMessage, response: ServerResponse, { account, token }: { account: string; token: string }): boolean {
  if (fault === 'redirect') response.writeHead(308, { location: `https://127.0.0.1:1${url}` }).end()
  else if (headers.authorization !== `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`) refuse(response, { status: 401, code: 20003, message: 'Authenticate' })
  else return false
  return true
}
