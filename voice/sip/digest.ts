import { createHash } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'
import { pairs, split } from './fields.ts'
import { type Header, type Response, valuesOf } from './message.ts'

/** RFC 7616 and 8760: what a PBX asks for before it lets somebody call. MD5 is what most of them still ask for. */
const hashes = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', 'MD5': 'md5' } as const
type Algorithm = keyof typeof hashes
/** The strongest first. */
const algorithms: readonly Algorithm[] = ['SHA-512-256', 'SHA-256', 'MD5']

export type Challenge = {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | undefined
  readonly algorithm: Algorithm
  /** False: as RFC 2069 had it, which some PBXes still do. */
  readonly qop: boolean
  /** The answer was right, its nonce too old. */
  readonly stale: boolean
}

/**
 * The strongest that can be answered.
 * @param values of WWW-Authenticate or Proxy-Authenticate
 * @param realm where given, the only one that gets an answer
 */
export function challengeIn(values: readonly string[], realm: string | undefined): Challenge | undefined {
  const all = values.map(challenge).filter((one) => one !== undefined && (realm === undefined || one.realm === realm))
  return algorithms.map((algorithm) => all.find((one) => one?.algorithm === algorithm)).find((one) => one !== undefined)
}

function challenge(value: string): Challenge | undefined {
  const [, fields] = /^digest\s+(.*)$/isu.exec(value) ?? []
  if (fields === undefined) return undefined
  const of = pairs(split(fields, ','))
  const [realm, nonce, opaque] = [of.get('realm'), of.get('nonce'), of.get('opaque')]
  const algorithm = algorithms.find((one) => one === (of.get('algorithm') ?? 'MD5').toUpperCase())
  const qop = of.get('qop')?.split(',').map((one) => one.trim().toLowerCase())
  // A quote inside would have to be written back as it came; nobody sends one.
  if (!realm || !nonce || !algorithm || [realm, nonce, opaque ?? ''].some((one) => /["\\]/u.test(one))) return undefined
  if (qop && !qop.includes('auth')) return undefined
  return { realm, nonce, opaque, algorithm, qop: qop !== undefined, stale: of.get('stale')?.toLowerCase() === 'true' }
}

/** Who we are to the telephone system, where it asks. */
export type Account = { readonly user: string; readonly password: Secret; /** The only one that gets an answer. */ readonly realm: string | undefined }

/**
 * What an answer asks for before the request is heard.
 * @param before whether it was given already: once more only where merely its nonce was too old
 * @param word a fresh random word of ours
 * @returns the header that belongs into the next try; undefined where another would be in vain
 */
export function proofFor(answer: Response, account: Account | undefined, request: { method: string; uri: string }, before: boolean, word: () => string): Header | undefined {
  if (!account || (answer.status !== 401 && answer.status !== 407)) return undefined
  const proxy = answer.status === 407
  const challenge = challengeIn(valuesOf(answer.headers, proxy ? 'proxy-authenticate' : 'www-authenticate'), account.realm)
  if (!challenge || (before && !challenge.stale)) return undefined
  return [proxy ? 'Proxy-Authorization' : 'Authorization', credentials(challenge, account, request, word())]
}

/**
 * @param cnonce a fresh random word of ours
 * @returns the value of Authorization or Proxy-Authorization, for one request
 */
export function credentials(asked: Challenge, who: { user: string; password: Secret }, request: { method: string; uri: string }, cnonce: string): string {
  const { realm, nonce, opaque, algorithm, qop } = asked
  const hash = (words: string) => createHash(hashes[algorithm]).update(words).digest('hex')
  const secret = hash(`${who.user}:${realm}:${who.password.reveal()}`)
  const what = hash(`${request.method}:${request.uri}`)
  const response = hash(qop ? `${secret}:${nonce}:00000001:${cnonce}:auth:${what}` : `${secret}:${nonce}:${what}`)
  return [
    `Digest username="${who.user}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${request.uri}"`, `response="${response}"`, `algorithm=${algorithm}`,
    ...(qop ? ['qop=auth', 'nc=00000001', `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ].join(', ')
}
