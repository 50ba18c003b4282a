import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { onlyOverTls } from '../headers.ts'
import type { PortalFile, PortalFiles } from './files.ts'
import { pageHeaders } from './page-headers.ts'

/** Where the portal is, and where people register. */
const PORTAL_PATH = '/reset'
const REGISTER_PATH = '/register'

// A year: the name of a part changes with what is in it.
const FOREVER = 'public, max-age=31536000, immutable'

/**
 * The pages at `/reset` and `/register`, where whoever types the name alone is sent, and their parts below: a route for each file of the
 * map, and for nothing else.
 */
export function addPages(app: FastifyInstance, { page, register, parts }: PortalFiles, origin: string): void {
  const { host, protocol } = new URL(origin)
  // Behind a proxy that ends TLS we do not speak it ourselves.
  const headers = { ...pageHeaders, ...(protocol === 'https:' && onlyOverTls) }
  const route = (url: string, handler: RouteHandlerMethod) => app.route({ method: 'GET', url, handler, config: { operation: 'portal' } })
  const pages = [{ path: PORTAL_PATH, file: page }, ...(register ? [{ path: REGISTER_PATH, file: register }] : [])]

  for (const { path, file } of pages) {
    route(path, (request, reply) => (request.headers.host === host ? send(request, reply, file, headers, 'no-store') : elsewhere(request, reply, headers, `${origin}${path}`)))
    route(`${path}/`, (_, reply) => reply.headers(headers).redirect(path, 307))
    for (const [name, part] of parts) route(`${path}/${name}`, (request, reply) => send(request, reply, part, headers, FOREVER))
  }
  route('/', (_, reply) => reply.headers(headers).redirect(PORTAL_PATH, 307))
}

type Headers = Readonly<Record<string, string>>

function send(request: FastifyRequest, reply: FastifyReply, { type, body, smaller }: PortalFile, headers: Headers, caching: string): FastifyReply {
  const encoding = (['br', 'gzip'] as const).find((one) => smaller[one] && accepts(request.headers['accept-encoding'], one))
  return reply
    .headers({ ...headers, 'cache-control': caching, 'vary': 'accept-encoding', ...(encoding && { 'content-encoding': encoding }) })
    .type(type)
    .send((encoding && smaller[encoding]) ?? body)
}

/** RFC 9110 §12.5.3, as far as browsers use it: named, and not with the quality 0. */
const accepts = (header = '', encoding: string): boolean =>
  header.split(',').map((one) => one.trim().split(/\s*;\s*/u)).some(([name, quality]) => name === encoding && !/^q=0(?:\.0*)?$/u.test(quality ?? ''))

/**
 * Whoever comes by another name of ours is told the right one: by that name no question would be answered. Not sent there by itself,
 * or a reverse proxy that puts a name of its own into Host would send everybody round and round.
 */
function elsewhere(request: FastifyRequest, reply: FastifyReply, headers: Headers, address: string): FastifyReply {
  request.problem = 'wrong-host'
  return reply.headers(headers).code(421).type('text/html; charset=utf-8')
    .send(`<!doctype html><html lang="en"><title>Another address</title><p>This is not the address of the portal. It is at <a href="${address}">${address}</a>.</p></html>\n`)
}
