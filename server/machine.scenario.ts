import { randomBytes } from 'node:crypto'
import { type OperationName, operations, Problem, TOKEN_HEADER, VERSION_HEADER, View } from '@gatehouse/contract'
import { ALGORITHM, deviceOperations, NONCE_HEADER, PROOF_HEADER, REMINDER_TYPE, TICKET_HEADER } from '@gatehouse/contract/devices'
import * as v from 'valibot'
import { newSigner, proofOf, type Signer, thumbprintOf, ticketOf } from '../client/device-proof.ts'
import { signedBy } from './devices/signed.scenario.ts'

/** Test material: an enrolled workstation, as far as the server sees it. Its own client is in `src-main`. */

/** By which clients know the servers of the tests: a proxy puts them below a path of another name. */
export const publicUrl = 'https://gatehouse.corp.example/below'
const audience = new URL(publicUrl).origin

export type Said = { status: number; headers: Headers; view?: View; device?: string; remind?: boolean; problem?: Problem }
type Sending = { method: string; path: string; body?: unknown; headers?: Record<string, string> }

/** Everything that is sent can be something else. */
export type Different = { nonce?: string | undefined; url?: string; proof?: string; ticket?: string; authorization?: string }

/** @param at where the server listens @param key where it is not its own @param before each beginning */
export async function machine(at: string, { key, before = () => Promise.resolve() }: { key?: Signer; before?: () => Promise<unknown> } = {}) {
  const own = key ?? await newSigner()
  let nonce: string | undefined
  let seq = 0
  let reminders = 0
  let id = ''

  async function send({ method, path, body, headers = {} }: Sending): Promise<Said> {
    const answer = await fetch(`${at}${path}`, {
      method, headers: { [VERSION_HEADER]: '1', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    nonce = answer.headers.get(NONCE_HEADER) ?? nonce
    const said: unknown = await answer.json()
    if (!answer.ok) return { status: answer.status, headers: answer.headers, problem: v.parse(Problem, said) }
    const [device, reminded] = [v.safeParse(deviceOperations.enrol.out, said), v.safeParse(deviceOperations.remind.out, said)]
    if (reminded.success) return { status: answer.status, headers: answer.headers, ...reminded.output }
    return { status: answer.status, headers: answer.headers, ...(device.success ? device.output : v.is(View, said) ? { view: v.parse(View, said) } : {}) }
  }

  const proof = (signer: Signer, method: string, path: string, more: Different, token?: string) =>
    more.proof ?? proofOf({ method, url: more.url ?? `${publicUrl}${path}`, nonce: 'nonce' in more ? more.nonce : nonce, token }, signer)

  return {
    own,
    get id() { return id },
    set id(one: string) { id = one },
    get nonce() { return nonce },
    send,
    /** Asks anything, to be told a nonce. */
    greet: () => send({ method: 'GET', path: operations.about.path }),

    async enrol(code: string, more: Different & { name?: string; key?: Signer['key']; by?: Signer } = {}): Promise<Said> {
      const { method, path } = deviceOperations.enrol
      const said = await send({
        method, path, body: { code, name: more.name ?? 'FRONT-DESK-1', key: more.key ?? own.key }, headers: { [PROOF_HEADER]: await proof(more.by ?? own, method, path, more) },
      })
      id = said.device ?? id
      return said
    },

    /** The next ticket, with an ephemeral key of its own. @param number in place of the next */
    async next(number = ++seq, more: { device?: string; aud?: string; by?: Signer } = {}) {
      seq = number
      const signer = await newSigner()
      const claims = { aud: more.aud ?? audience, jkt: await thumbprintOf(signer.key), seq: number }
      return { signer, ticket: await ticketOf(more.device ?? id, claims, more.by ?? own) }
    },

    /** What the launcher hands to the reminder of whoever has this SID. */
    reminder: (sid: string, { number = ++reminders, type = REMINDER_TYPE, by = own, aud = audience, device = id }: { number?: number; type?: string; by?: Signer; aud?: string; device?: string } = {}) =>
      signedBy(by, { typ: type, alg: ALGORITHM, kid: device }, { aud, sub: sid, seq: number }),

    /** @param ticket as `reminder` gives it */
    async remind(ticket: string): Promise<Said> {
      const { method, path } = deviceOperations.remind
      return send({ method, path, body: { ticket } })
    },

    async begin(given: { signer: Signer; ticket: string }, account = 'ada', more: Different = {}) {
      const { method, path } = operations.begin
      await before()
      const said = await send({
        method, path, body: { account, language: 'en' },
        headers: { [TICKET_HEADER]: more.ticket ?? given.ticket, [PROOF_HEADER]: await proof(given.signer, method, path, more) },
      })
      return { ...said, token: said.headers.get(TOKEN_HEADER) ?? '' }
    },

    async on(name: OperationName, token: string, signer: Signer, body?: unknown, more: Different = {}) {
      const { method, path } = operations[name]
      const header = await proof(signer, method, path, more, token)
      return send({ method, path, body: method === 'POST' ? body ?? {} : undefined, headers: { authorization: more.authorization ?? `DPoP ${token}`, [PROOF_HEADER]: header } })
    },
  }
}
export type Machine = Awaited<ReturnType<typeof machine>>

export const aToken = () => randomBytes(32).toString('base64url')
