import * as v from 'valibot'
import { VERSION_HEADER, type Secret } from '@gatehouse/contract'
import { NONCE_HEADER, PROOF_HEADER, TICKET_HEADER } from '@gatehouse/contract/devices'
import { type Answer, readAnswer } from '../../client/answer.ts'
import { proofOf, type Signer } from '../../client/device-proof.ts'
import type { Request, Transport } from './transport.ts'

/** What shows who asks. */
export type Shown = {
  token?: Secret | undefined
  key?: Signer | undefined
  ticket?: string | undefined
  /** In place of a key that others have: makes the proof, of this very request, with the server's nonce. */
  prove?: ((nonce: string) => Promise<string | undefined>) | undefined
}

export type Proven = {
  send: (request: Request, shown: Shown) => Promise<Answer>
  /** Whether the server takes devices, by what it answered last; undefined: it has not answered yet. */
  takesDevices: () => boolean | undefined
}

/** Longer than any real one; what is not made of these characters is no nonce (RFC 9449 §8.1). */
const Nonce = v.pipe(v.string(), v.regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,100}$/))

/**
 * Requests with proofs of a key. A proof carries the server's last nonce, which lives for minutes: a server that wants a newer one says
 * it, having looked at nothing else, and the request is sent once more. It is the only thing that is ever sent twice by itself.
 * @param server origin, as both sides have it in their settings
 */
export function proven(transport: Transport, server: string): Proven {
  let nonce: string | undefined
  let heard = false

  async function send(request: Request, { token, key, ticket, prove }: Shown): Promise<Answer> {
    const proof = prove ? nonce === undefined ? undefined : await prove(nonce) : key && await proofOf({ method: request.method, url: `${server}${request.path}`, token: token?.reveal(), nonce }, key)
    const answer = await transport({
      ...request,
      headers: {
        ...request.headers,
        ...(token && { authorization: `${key ? 'DPoP' : 'Bearer'} ${token.reveal()}` }),
        ...(proof !== undefined && { [PROOF_HEADER]: proof }),
        ...(ticket !== undefined && { [TICKET_HEADER]: ticket }),
      },
    })
    // Only of our own server's: a gateway's page says nothing about devices.
    if (answer.header(VERSION_HEADER) !== undefined) {
      heard = true
      const said = v.safeParse(Nonce, answer.header(NONCE_HEADER))
      nonce = said.success ? said.output : undefined
    }
    return answer
  }

  return {
    async send(request, shown) {
      const before = nonce
      const answer = await send(request, shown)
      const stale = (shown.key ?? shown.prove) !== undefined && answer.status === 401 && saysNonceNeeded(answer) && nonce !== undefined && nonce !== before
      return stale ? send(request, shown) : answer
    },
    takesDevices: () => (heard ? nonce !== undefined : undefined),
  }
}

function saysNonceNeeded(answer: Answer): boolean {
  const result = readAnswer(answer, v.unknown(), () => '')
  return !result.ok && result.problem.code === 'nonce-needed'
}
