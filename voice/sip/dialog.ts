import { address, split } from './fields.ts'
import { type Header, type Request, type Response, valuesOf, write } from './message.ts'
import { written, type Wire } from './wire.ts'

/** Who calls whom, the same in every request of a call (RFC 3261 §8.1.1). */
export type Party = { readonly callId: string; readonly from: string; readonly tag: string; readonly to: string; readonly uri: string }

/** Every request that we send, from its first line on. */
type Outgoing = {
  readonly method: string
  readonly uri: string
  readonly branch: string
  readonly to: string
  readonly cseq: number
  readonly more?: readonly Header[]
  readonly body?: string
}

export const request = (wire: Wire, party: Party, { method, uri, branch, to, cseq, more = [], body }: Outgoing): Buffer => write(`${method} ${uri} SIP/2.0`, [
  ['Via', `SIP/2.0/${wire.protocol} ${written(wire.local)};rport;branch=${branch}`], ['Max-Forwards', '70'],
  ['From', `<${party.from}>;tag=${party.tag}`], ['To', to], ['Call-ID', party.callId], ['CSeq', `${cseq} ${method}`], ...more,
], body)

/** Where we are found within a call. */
export const contact = (wire: Wire): Header => ['Contact', `<sip:gatehouse@${written(wire.local)};transport=${wire.protocol.toLowerCase()}>`]

/** §13.3.1.4 and §12: what a positive answer to our INVITE began. */
export type Dialog = {
  /** Their tag: forks of one INVITE differ in it. */
  readonly tag: string
  readonly to: string
  readonly target: string
  readonly routes: readonly Header[]
}

/** @returns undefined without their tag: nobody could ever speak about it */
export function dialogOf(answer: Response, party: Party): Dialog | undefined {
  const [to = '', where = ''] = [valuesOf(answer.headers, 'to')[0], valuesOf(answer.headers, 'contact')[0]]
  const target = address(split(where, ',')[0] ?? '').uri
  const routes = valuesOf(answer.headers, 'record-route').flatMap((value) => split(value, ',')).reverse()
  if (answer.toTag === undefined || answer.toTag === '') return undefined
  return { tag: answer.toTag, to, target: /^sips?:\S{1,500}$/iu.test(target) ? target : party.uri, routes: routes.map((route) => ['Route', route]) }
}

/** §8.2.6. @param ours the tag that we have in this call, for who did not name it */
export function reply(wire: Wire, status: string, { headers }: Request, ours: string, more: readonly Header[] = [], body?: string): Buffer {
  const copied = (name: string, as: string) => valuesOf(headers, name).map((value): Header => [as, value])
  const [first, ...vias] = copied('via', 'Via')
  // RFC 3581 §4: it asked to be told where it is seen.
  const via = first?.[1].replace(/;rport(?=[;,]|$)/iu, `;rport=${wire.remote.port};received=${wire.remote.address}`)
  const to = valuesOf(headers, 'to')[0] ?? ''
  return write(`SIP/2.0 ${status}`, [
    ...(via === undefined ? [] : [['Via', via] as const]), ...vias, ...copied('from', 'From'),
    ['To', address(to).tag === undefined ? `${to};tag=${ours}` : to],
    ...copied('call-id', 'Call-ID'), ...copied('cseq', 'CSeq'), ...more,
  ], body)
}
