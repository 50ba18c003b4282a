import { isIP } from 'node:net'
import type { Secret } from '@gatehouse/contract'
import { again, type Times } from './again.ts'
import { contact, type Dialog, type Party, reply } from './dialog.ts'
import { keyIn } from './info.ts'
import { type Header, type Request, valuesOf } from './message.ts'
import { allowed, sdp } from './outgoing.ts'
import { type Codec, describeMedia, type Media, mediaIn } from './sdp.ts'
import type { Key } from './telephone-event.ts'
import type { Place, Wire } from './wire.ts'

type Setting = { readonly wire: Wire; readonly party: Party; readonly codecs: readonly Codec[]; readonly sound: Place; readonly session: string; readonly secret: Secret | undefined; readonly times: Times }

type Call = {
  readonly dialog: (tag: string | undefined) => Dialog | undefined
  readonly talking: () => Dialog | undefined
}

export type Asked = { readonly key: (key: Key) => void; /** The sound goes elsewhere from now on. */ readonly moved: (media: Media) => void; readonly hungUp: () => void }

/** Answers that can still be asked for again. */
const REMEMBERED = 16

/** What the telephone system asks within a call of ours (RFC 3261 §12.2.2). It may hang up, say keys and move its sound; nothing else. */
export function incoming({ wire, party, codecs, sound, session, secret, times }: Setting, call: Call, asked: Asked) {
  const answers = new Map<string, Buffer>()
  /** The number of the last request, of each telephone. */
  const last = new Map<string, number>()
  let version = 1
  /** Our answer to an INVITE of theirs that no ACK came to yet. */
  let unconfirmed: { tag: string; number: number; stop: () => void } | undefined

  return {
    heard(request: Request): void {
      if (request.method === 'ACK') {
        confirmed(request)
        return
      }
      const key = `${request.branch} ${request.method}`
      const before = answers.get(key)
      // §17.2.2: said once more because our answer was lost. It counts once.
      const answer = before ?? answerTo(request)
      answers.set(key, answer)
      const [oldest] = answers.keys()
      if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
      wire.send(answer)
    },
    stop: () => unconfirmed?.stop(),
  }

  function answerTo(request: Request): Buffer {
    const say = (status: string, more: readonly Header[] = [], body?: string) => reply(wire, status, request, party.tag, more, body)
    if (request.method === 'OPTIONS') return say('200 OK', [allowed])
    const dialog = request.callId === party.callId && request.toTag === party.tag ? call.dialog(request.fromTag) : undefined
    // Nobody calls us, and nobody hangs up a call that is not theirs.
    if (!dialog || request.method === 'CANCEL') return say('481 Call/Transaction Does Not Exist')
    if (request.cseq.number <= (last.get(dialog.tag) ?? -1)) return say('500 Out Of Order')
    last.set(dialog.tag, request.cseq.number)
    const current = call.talking() === dialog
    switch (request.method) {
      case 'BYE':
        if (current) asked.hungUp()
        return say('200 OK')
      case 'INFO': {
        const key = keyIn(valuesOf(request.headers, 'content-type')[0] ?? '', request.body)
        if (key === undefined && request.body.length > 0) return say('415 Unsupported Media Type', [['Accept', 'application/dtmf-relay, application/dtmf']])
        if (current && key !== undefined) asked.key(key)
        return say('200 OK')
      }
      case 'UPDATE':
        return request.body.length === 0 ? say('200 OK', [contact(wire)]) : described(request, current, say)
      case 'INVITE':
        return described(request, current, say)
      default:
        return say('405 Method Not Allowed', [allowed])
    }
  }

  /** §14.2: another description of its sound. Without one, or with one that we cannot follow, the old one holds. */
  function described(request: Request, current: boolean, say: (status: string, more?: readonly Header[], body?: string) => Buffer): Buffer {
    const media = current ? mediaIn(request.body, { codecs, family: isIP(sound.address), encrypted: secret !== undefined }) : undefined
    if (!media) return say('488 Not Acceptable Here')
    version += 1
    const answer = say('200 OK', [contact(wire), allowed, sdp], describeMedia({ ...sound, codecs: [media.codec], crypto: secret && media.crypto && { tag: media.crypto.tag, secret }, session, version, events: media.events }))
    if (request.method === 'INVITE') untilConfirmed(request, answer)
    asked.moved(media)
    return answer
  }

  /** §13.3.1.4: the answer to an INVITE is said again until its ACK is there, over a stream too. */
  function untilConfirmed({ fromTag: tag = '', cseq: { number } }: Request, answer: Buffer): void {
    unconfirmed?.stop()
    let first = true
    const stop = again(() => {
      // `heard` sends it the first time.
      if (!first) wire.send(answer)
      first = false
    }, { times, lossy: true, unheard: asked.hungUp })
    unconfirmed = { tag, number, stop }
  }

  function confirmed({ callId, toTag, fromTag, cseq }: Request): void {
    if (callId !== party.callId || toTag !== party.tag || fromTag !== unconfirmed?.tag || cseq.number !== unconfirmed?.number) return
    unconfirmed.stop()
  }
}
