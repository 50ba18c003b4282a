import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Secret } from '@gatehouse/contract'
import { USUAL_HEADERS } from './long-headers.ts'

export type Tls = { certificate: string; key: Secret }

/** Milliseconds. Somebody who sends a request letter by letter holds a connection for no longer than this. */
export type Limits = { request: number; headers: number; check: number; keepAlive: number }
export const usualLimits: Limits = { request: 15_000, headers: 10_000, check: 2000, keepAlive: 30_000 }

export const secureOptions = ({ certificate, key }: Tls) => ({ cert: certificate, key: key.reveal(), minVersion: 'TLSv1.2' as const })

/**
 * The socket that listens: HTTPS with a certificate, else HTTP, which the settings allow on loopback alone.
 * @param maxHeaderSize of a request, in bytes
 */
export function listener(tls: Tls | undefined, { request, headers, check, keepAlive }: Limits, maxHeaderSize: number = USUAL_HEADERS) {
  const limits = {
    requestTimeout: request, headersTimeout: headers, connectionsCheckingInterval: check, keepAliveTimeout: keepAlive, maxHeaderSize,
  }
  return (handle: RequestListener): Server => {
    if (!tls) return createServer(limits, handle)
    // Node's own limit for the handshake is two minutes.
    return createSecureServer({ ...limits, handshakeTimeout: headers, ...secureOptions(tls) }, handle)
  }
}
