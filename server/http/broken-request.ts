import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problem } from '@gatehouse/contract'
import { headersFor } from './headers.ts'

/**
 * Answers what is not even HTTP, came too slowly or has headers without end: no request exists yet, so the bytes are written
 * here. The connection ends.
 */
export function answerBroken(error: Error & { code?: string }, socket: Socket, correlation: string, overTls: boolean): void {
  // Who never said how to speak TLS can be told nothing: what is written would wait for that, and keep the connection for ever.
  const isShakingHands = 'secureConnecting' in socket && socket.secureConnecting === true
  if (error.code === 'ECONNRESET' || !socket.writable || isShakingHands) return void socket.destroy()
  const status = statuses[error.code ?? ''] ?? 400
  const body = JSON.stringify({ ...problem(status === 431 ? 'too-large' : 'invalid-input', correlation), status })
  const headers = { ...headersFor(correlation, overTls), 'content-type': 'application/problem+json', 'content-length': String(body.length), 'connection': 'close' }
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

const statuses: Partial<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }
