import { address, parameters } from './fields.ts'
import { headersIn } from './headers.ts'

export type Header = readonly [name: string, value: string]

/** What both kinds have, read from the headers that RFC 3261 §8.1.1 asks of every message. */
type Common = {
  readonly headers: readonly Header[]
  readonly body: Buffer
  readonly callId: string
  readonly cseq: { readonly number: number; readonly method: string }
  readonly fromTag: string | undefined
  readonly toTag: string | undefined
  /** Of the topmost Via: which request it is, or answers. */
  readonly branch: string
}
export type Request = Common & { readonly kind: 'request'; readonly method: string; readonly uri: string }
export type Response = Common & { readonly kind: 'response'; readonly status: number }
export type Message = Request | Response

/** Octets of a whole message. An answer with every header that a PBX likes has some 2,000. */
export const MOST_OCTETS = 16_384

/** The end of the headers. */
export const BLANK_LINE = Buffer.from('\r\n\r\n')

/**
 * One message out of a datagram, or out of what a stream was cut into.
 * @returns undefined when it is none that we understand whole: nobody answers half-understood words
 */
export function parse(octets: Buffer): Message | undefined {
  if (octets.length > MOST_OCTETS) return undefined
  const end = octets.indexOf(BLANK_LINE)
  if (end < 0) return undefined
  // Octet for octet, as much of it is sent back: whatever alphabet it has.
  const head = octets.toString('latin1', 0, end)
  const [first, lines] = cut(head)
  const headers = headersIn(lines)
  if (!headers) return undefined
  const body = bodyOf(headers, octets.subarray(end + BLANK_LINE.length))
  const common = body && commonOf(headers, body)
  if (!common) return undefined
  const response = /^SIP\/2\.0 ([1-6]\d\d) /u.exec(`${first} `)
  if (response) return { ...common, kind: 'response', status: Number(response[1]) }
  const [, method = '', uri = ''] = /^([A-Za-z]{1,20}) (\S{1,500}) SIP\/2\.0$/u.exec(first) ?? []
  return method && method === common.cseq.method ? { ...common, kind: 'request', method, uri } : undefined
}

function cut(head: string): [first: string, rest: string] {
  const end = head.indexOf('\r\n')
  return end < 0 ? [head, ''] : [head.slice(0, end), head.slice(end + 2)]
}

/** Every value of a header, in their order. @param name as it is written in full, in small letters */
export const valuesOf = (headers: readonly Header[], name: string): string[] => headers.filter(([its]) => its === name).map(([, value]) => value)

/** §18.3: a length that is not true makes the message none; octets after it are none of its. */
function bodyOf(headers: readonly Header[], rest: Buffer): Buffer | undefined {
  const [length, ...more] = new Set(valuesOf(headers, 'content-length'))
  if (length === undefined) return rest
  if (more.length > 0 || !/^\d{1,6}$/u.test(length) || Number(length) > rest.length) return undefined
  return rest.subarray(0, Number(length))
}

function commonOf(headers: readonly Header[], body: Buffer): Common | undefined {
  const once = (name: string) => {
    const [value, ...more] = valuesOf(headers, name)
    return more.length === 0 && value ? value : undefined
  }
  const [callId, cseq, from, to] = [once('call-id'), once('cseq'), once('from'), once('to')]
  const via = valuesOf(headers, 'via')[0]
  const [, number, method] = /^(\d{1,10})[ \t]+([A-Za-z]{1,20})$/u.exec(cseq ?? '') ?? []
  if (!callId || !from || !to || !via || !number || !method || Number(number) >= 2 ** 31) return undefined
  const branch = parameters(via.split(',')[0] ?? '').of.get('branch') ?? ''
  return { headers, body, callId, cseq: { number: Number(number), method }, fromTag: address(from).tag, toTag: address(to).tag, branch }
}

/** A message for the wire. Nothing that comes from outside reaches this but what `parse` gave, which holds no line break. */
export function write(first: string, headers: readonly Header[], body = ''): Buffer {
  const octets = Buffer.from(body, 'latin1')
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`), `Content-Length: ${octets.length}`]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), octets])
}
