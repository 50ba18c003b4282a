import { createServer as createPlain, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { createServer as createSilent, type Server } from 'node:net'
import type { Certificates } from './smtp/certificates.ts'
import { certificateFor } from './smtp/fault.ts'

/**
 * A server of some API, as `misbehaving` wants it: one that is `silent` takes connections and says nothing, TLS included.
 * @param certificates undefined: in the clear
 */
export function httpServerFor(fault: string | undefined, certificates: Certificates | undefined, answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Server {
  if (fault === 'silent') return createSilent()
  const listener: RequestListener = (request, response) => void answer(request, response).catch(() => response.destroy())
  return certificates ? createSecure(certificateFor(fault, certificates), listener) : createPlain(listener)
}
