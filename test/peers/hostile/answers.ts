import type { Socket } from 'node:net'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { CORRELATION_HEADER, type ProblemCode, TOKEN_HEADER, VERSION_HEADER } from '@gatehouse/contract'
import type { Answering } from './server.ts'

/** What a stranger would like to have on the screen. It must never be there. */
export const canary = 'CANARY-call-0900-1234'

/** One wrong answer, and what the client must make of it. */
export type WrongAnswer = { what: string; answering: Answering; says: ProblemCode }

const ours = `${VERSION_HEADER}: 1\r\ncontent-type: application/json\r\n`
const page = `<html><title>${canary}</title><meta http-equiv="refresh" content="0;url=/${canary}"><h1>${canary}</h1><script>alert("${canary}")</script></html>`

const raw = (text: string | Buffer): Answering => (socket) => void socket.end(text)
const answer = (status: string, headers = '', body: string | Buffer = ''): Answering =>
  raw(Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${headers}content-length: ${body.length}\r\nconnection: close\r\n\r\n`, 'latin1'), Buffer.from(body)]))
const json = (body: string): Answering => answer('200 OK', ours, Buffer.from(body))

/** Writes the same for as long as somebody reads. */
const endless = (first: string, again: string): Answering => (socket) => {
  socket.write(first)
  const more = () => {
    while (socket.writable && socket.write(again)) { /* until it is full */ }
  }
  socket.on('drain', more)
  more()
}
const wrong = (says: ProblemCode, answers: Readonly<Record<string, Answering>>): WrongAnswer[] => Object.entries(answers).map(([what, answering]) => ({ what, answering, says }))
const zeros = Buffer.alloc(16 * 1024 * 1024, 0x20)
const compressed = (encoding: string, body: Buffer) => answer('200 OK', `${ours}content-encoding: ${encoding}\r\n`, body)

/** @param elsewhere origin of somebody who must never be asked anything */
export const wrongAnswers = (elsewhere: string): WrongAnswer[] => [
  ...wrong('not-our-server', {
    'a page': answer('200 OK', 'content-type: text/html\r\n', page),
    'a page that quotes a number': answer('200 OK', `content-type: text/html\r\n${CORRELATION_HEADER}: ${canary}\r\n`, page),
    'a page under our header': answer('200 OK', `${ours}content-type: text/html\r\n`, page),
    'a page with an error': answer('500 Oh', 'content-type: text/html\r\n', page),
    'a page that wants a password': answer('401 Unauthorized', `www-authenticate: Basic realm="${canary}"\r\n`, page),
    'a page that wants a ticket': answer('401 Unauthorized', 'www-authenticate: Negotiate\r\nwww-authenticate: NTLM\r\n', page),
    'our JSON without our header': answer('200 OK', 'content-type: application/json\r\n', '{"company":{"name":"x","helpdesk":"y"}}'),
    'a version that is none': answer('200 OK', `${VERSION_HEADER}: one\r\n`, '{}'),
    'nothing under our header': json(''),
    'a hundred thousand lists in one another': json(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    'half a JSON': json('{"company":{"na'),
    'a status of our header, and no body': answer('204 No Content', ours),
    'an error of our header, and no body': answer('500 Oh', ours),
    'a problem of another shape': answer('400 Bad', ours, '{"error":"no"}'),
    'a redirect to itself': answer('302 Found', 'location: /v1/about\r\n'),
    'a redirect to somebody else': answer('307 Temporary', `location: ${elsewhere}/${canary}\r\n`),
    'a redirect without TLS': answer('301 Moved', `location: ${elsewhere.replace('https', 'http')}/\r\n`),
    'a redirect to a file': answer('302 Found', 'location: file:///etc/passwd\r\n'),
    'a redirect to our own scheme': answer('302 Found', 'location: app://gatehouse/\r\n'),
    'a redirect to nowhere': answer('302 Found'),
    'status 0': answer('0 ', ours, '{}'),
    'status 600': answer('600 X', ours, '{}'),
    'status 999': answer('999 X', ours, '{}'),
    'bytes that are no text': json('\u0000\u0001{"company":'),
    'headers without end': endless('HTTP/1.1 200 OK\r\n', `x-${'x'.repeat(1000)}: y\r\n`),
    'a body without end': endless(`HTTP/1.1 200 OK\r\n${ours}\r\n`, ' '.repeat(65_536)),
    'chunks without end': endless(`HTTP/1.1 200 OK\r\n${ours}transfer-encoding: chunked\r\n\r\n`, `1000\r\n${' '.repeat(0x1000)}\r\n`),
    'a body of an exabyte': raw(`HTTP/1.1 200 OK\r\n${ours}content-length: 1152921504606846976\r\n\r\n{`),
    'a gzip that grows a thousandfold': compressed('gzip', gzipSync(zeros)),
    'a Brotli that grows a millionfold': compressed('br', brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
    'a gzip that is none': compressed('gzip', Buffer.from('no gzip')),
    'two lengths': raw(`HTTP/1.1 200 OK\r\n${ours}content-length: 2\r\ncontent-length: 3\r\n\r\n{}x`),
  }),
  ...wrong('client-too-old', {
    'JSON of another shape': json('{"hello":"there"}'),
    'a list': json('[1,2,3]'),
    'a number': json('1e999'),
    'null': json('null'),
    'wrong types': json('{"company":{"name":7,"helpdesk":[]},"idle":"soon","caseNumber":{},"step":null,"gates":0}'),
    'a step that nobody knows': json('{"caseNumber":"7K4P","stepToken":"s","step":{"kind":"palm-reading"},"gates":{"passed":0,"needed":1},"ways":[],"idleIn":9,"endsIn":9}'),
    'a prototype': json('{"__proto__":{"company":{"name":"x","helpdesk":"y"},"idle":{"after":1,"warnedBefore":1}},"constructor":{"prototype":{}}}'),
    'our header in another case, behind a hundred informational answers': raw(`${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)}HTTP/1.1 200 OK\r\n${ours.toUpperCase()}content-length: 2\r\n\r\n{}`),
    'headers that want something': answer('200 OK', wishes(elsewhere), '{}'),
    'headers that are split': answer('200 OK', `${ours}x: y\nset-cookie: ${canary}=1\r\nx y: z\r\n: z\r\nno colon\r\nx\u0001y: \u0002\r\n`, '{}'),
    'a trailer': raw(`HTTP/1.1 200 OK\r\n${ours}transfer-encoding: chunked\r\ntrailer: ${TOKEN_HEADER}\r\n\r\n2\r\n{}\r\n0\r\n${TOKEN_HEADER}: ${canary}\r\n\r\n`),
    'a second answer behind the first': raw(`HTTP/1.1 200 OK\r\n${ours}content-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n${canary}`),
  }),
  ...wrong('unexpected', {
    'a problem that nobody knows': answer('418 Tea', ours, `{"type":"x","title":"${canary}","status":418,"code":"tea-time","correlation":"SRV-1"}`),
  }),
  ...wrong('server-too-old', { 'a version from before': answer('200 OK', `${VERSION_HEADER}: 0\r\n`, '{}') }),
  ...wrong('captive-portal', { 'a network that wants a sign-in': answer('511 Network Authentication Required', 'content-type: text/html\r\n', page) }),
  ...wrong('proxy-sign-in', { 'a proxy that wants a sign-in, where there is none': answer('407 Proxy Authentication Required', `proxy-authenticate: Basic realm="${canary}"\r\n`, page) }),
  ...wrong('server-unreachable', {
    'a gateway without a server': answer('502 Bad Gateway', 'content-type: text/html\r\n', page),
    'the end at once': (socket) => void socket.destroy(),
    'less than was promised': raw(`HTTP/1.1 200 OK\r\n${ours}content-length: 999\r\n\r\n{`),
    'half a chunk': raw(`HTTP/1.1 200 OK\r\n${ours}transfer-encoding: chunked\r\n\r\nff\r\n{`),
    'another protocol': answer('101 Switching Protocols', 'upgrade: websocket\r\nconnection: upgrade\r\n'),
    'hints, and no answer': answer('103 Early Hints', `link: <${elsewhere}/${canary}>; rel=preload\r\n`),
  }),
]

/** What a browser would do something about. */
const wishes = (elsewhere: string): string => [
  `set-cookie: ${canary}=1; Secure`, `link: <${elsewhere}/preload>; rel=preload; as=script`, `link: <${elsewhere}>; rel=preconnect`,
  `alt-svc: h2="${new URL(elsewhere).host}"; ma=86400`, `refresh: 0;url=${elsewhere}/refresh`, `location: ${elsewhere}/location`,
  'strict-transport-security: max-age=31536000; includeSubDomains', `report-to: {"group":"g","max_age":9,"endpoints":[{"url":"${elsewhere}/report"}]}`,
  'nel: {"report_to":"g","max_age":9,"success_fraction":1}', `reporting-endpoints: default="${elsewhere}/reports"`, 'content-disposition: attachment; filename=x.exe',
  'access-control-allow-origin: *', 'clear-site-data: "*"', `sourcemap: ${elsewhere}/map`, 'accept-ch: Sec-CH-UA-Full-Version-List', 'critical-ch: Sec-CH-UA-Full-Version-List',
].map((line) => `${line}\r\n`).join('') + ours

/** Answers that never come, each in its own way: the time limit ends them. */
export const slowAnswers: Readonly<Record<string, Answering>> = {
  'nothing at all': () => {},
  'headers that never end': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n', 'x: y\r\n'),
  'informational answers without end': (socket) => drip(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'),
  'a body drop by drop': (socket) => drip(socket, `HTTP/1.1 200 OK\r\n${ours}\r\n`, ' '),
  'a body that stops': (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${ours}content-length: 9\r\n\r\n{`),
}

function drip(socket: Socket, first: string, drop: string): void {
  socket.write(first)
  const timer = setInterval(() => { if (socket.writable) socket.write(drop) }, 20)
  socket.once('close', () => clearInterval(timer))
}
