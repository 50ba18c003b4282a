import { once } from 'node:events'
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { type About, CONTRACT_VERSION, CORRELATION_HEADER, operationNames, operations, type OperationName, TOKEN_HEADER, VERSION_HEADER } from '@gatehouse/contract'
import type { Certificate } from '../peers/smtp/certificates.ts'

/** What a server says: its status, and what it sends as JSON. */
export type Said = { status?: number; body: unknown }

/**
 * Stands where the company's server stands, in an attacker's hands: it says whatever it is told to. The real one says nothing
 * hostile, so it cannot be had otherwise.
 */
export type HostileServer = {
  url: string
  /** From now on it answers an operation so. */
  says: (name: OperationName, said: Said) => void
  /** Resolves with the first answer to what a first screen asks. */
  greeted: Promise<void>
  /** Every request that is not `about`, since this was asked last. */
  askedForMore: () => string[]
  stop: () => Promise<void>
}

export const company: About = { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } }

/** @param certificate for https; without it plain http, which only the development build speaks, to this machine */
export async function startHostileServer(certificate?: Certificate): Promise<HostileServer> {
  const saying = new Map<OperationName, Said>([['about', { body: company }]])
  let more: string[] = []
  const greeting = Promise.withResolvers<undefined>()
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const name = operationOf(request)
    if (name !== 'about') more.push(`${request.method ?? ''} ${request.url ?? ''}`)
    const { status = 200, body } = (name && saying.get(name)) ?? { status: 503, body: {} }
    response.writeHead(status, {
      'content-type': status >= 400 ? 'application/problem+json' : 'application/json', [VERSION_HEADER]: String(CONTRACT_VERSION), [CORRELATION_HEADER]: 'ABCD-EFGH', [TOKEN_HEADER]: 'token',
    })
    response.end(JSON.stringify(body), () => greeting.resolve(undefined))
  }
  const server = certificate ? createSecure(certificate, answer) : createPlain(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    greeted: greeting.promise,
    says: (name, said) => void saying.set(name, said),
    askedForMore() {
      const asked = more
      more = []
      return asked
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const operationOf = ({ method, url }: IncomingMessage): OperationName | undefined =>
  operationNames.find((name) => operations[name].method === method && operations[name].path === url)
