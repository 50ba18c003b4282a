import { isIP } from 'node:net'
import type { Secret } from '@gatehouse/contract'
import { again, type Times } from './again.ts'
import { contact, type Dialog, dialogOf, type Party, request } from './dialog.ts'
import { type Account, proofFor } from './digest.ts'
import { type Header, type Response, valuesOf } from './message.ts'
import { type Codec, describeMedia, type Media, mediaIn } from './sdp.ts'
import type { Place, Wire } from './wire.ts'

/** What we answer to, as every INVITE of ours says. */
export const allowed: Header = ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE']
export const sdp: Header = ['Content-Type', 'application/sdp']

export type Setting = {
  readonly wire: Wire
  readonly party: Party
  readonly account: Account | undefined
  readonly codecs: readonly Codec[]
  /** Where our sound is received, and what this call's descriptions of it are called. */
  readonly sound: Place
  readonly session: string
  /** With what it is encrypted; undefined: not at all. */
  readonly secret: Secret | undefined
  readonly times: Times
  /** Milliseconds until a telephone system that says nothing at all counts as absent. */
  readonly firstAnswer: number
  /** A fresh word that nobody guesses. */
  readonly word: () => string
}

/** Why it is over. `ours`, `theirs`: who hung up. */
export type Over = { readonly why: 'turned-down'; readonly status: number } | { readonly why: 'unheard' | 'no-sound' | 'ours' | 'theirs' } | { readonly why: 'broken'; readonly words: string }

export type News = {
  /** It is being put through. */
  readonly proceeding: () => void
  readonly ringing: () => void
  readonly answered: (media: Media) => void
  /** Once. Nothing is said after it. */
  readonly over: (over: Over) => void
  /** After the end, perhaps more than once: nothing of ours waits for an answer. */
  readonly settled: () => void
}

type Invite = { readonly branch: string; readonly cseq: number; readonly more: readonly Header[]; /** Something was said to it. */ heard: boolean; final: boolean; stop: () => void }

/** One INVITE may reach several telephones that all answer. */
const MOST_FORKS = 8

/**
 * The calling side of RFC 3261 (§13.2, §9.1, §15): asks, proves who it is where asked, says ACK to what is said, CANCEL or BYE when it is over.
 * It goes on answering after the end: words that were lost are said again.
 */
export function outgoing({ wire, party, account, codecs, sound, session, secret, times, firstAnswer, word }: Setting, news: News) {
  const lossy = wire.protocol === 'UDP'
  const offer = describeMedia({ ...sound, codecs, crypto: secret && { tag: 1, secret }, session, version: 1 })
  const invites = new Map<string, Invite>()
  const dialogs = new Map<string, { dialog: Dialog; ack: Buffer }>()
  /** BYE and CANCEL that were not answered yet, by branch and method. */
  const asked = new Map<string, { stop: () => void; refused?: (answer: Response) => void }>()
  let cseq = 0
  let phase: 'calling' | 'talking' | 'over' = 'calling'
  let talking: Dialog | undefined
  let current = invite()

  return {
    heard(answer: Response): void {
      if (answer.callId !== party.callId || answer.fromTag !== party.tag) return
      const it = invites.get(answer.branch)
      if (answer.cseq.method !== 'INVITE') toAsked(answer)
      else if (it?.cseq !== answer.cseq.number) return
      else if (answer.status < 200) proceeding(it, answer.status)
      else if (answer.status < 300) accepted(it, answer)
      else turnedDown(it, answer)
    },
    hangUp: () => leave({ why: 'ours' }),
    /** The line broke, as it seems. They are told all the same: over datagrams a later word may still arrive. */
    lost: (words: string) => leave({ why: 'broken', words }),
    theyHungUp: () => over({ why: 'theirs' }),
    /** The one with that tag of theirs. */
    dialog: (tag: string | undefined) => (tag === undefined ? undefined : dialogs.get(tag)?.dialog),
    talking: () => (phase === 'talking' ? talking : undefined),
    stop(): void {
      for (const { stop } of [...invites.values(), ...asked.values()]) stop()
    },
  }

  function leave(how: Over): void {
    if (phase === 'over') return
    if (talking) bye(talking)
    else cancel()
    over(how)
  }

  function over(how: Over): void {
    if (phase === 'over') return
    phase = 'over'
    news.over(how)
    if (asked.size === 0) news.settled()
  }

  function invite(more: readonly Header[] = []): Invite {
    cseq += 1
    const branch = branchOf()
    const octets = request(wire, party, { method: 'INVITE', uri: party.uri, branch, to: party.to, cseq, more: [contact(wire), allowed, ...more, sdp], body: offer })
    const it: Invite = { branch, cseq, more, heard: false, final: false, stop: () => undefined }
    invites.set(branch, it)
    it.stop = again(() => wire.send(octets), { times, lossy, doubling: true, within: firstAnswer, unheard: () => over({ why: 'unheard' }) })
    return it
  }

  function proceeding(it: Invite, status: number): void {
    it.stop()
    if (it.final) return
    const first = !it.heard
    it.heard = true
    if (phase === 'over' && first) cancel()
    else if (phase === 'calling') (status === 180 || status === 183 ? news.ringing : news.proceeding)()
  }

  function accepted(it: Invite, answer: Response): void {
    it.stop()
    it.final = true
    const dialog = dialogOf(answer, party)
    const known = dialog && dialogs.get(dialog.tag)
    if (known) wire.send(known.ack)
    if (!dialog || known || dialogs.size >= MOST_FORKS) return
    // §13.2.2.4: with the proof that the INVITE had.
    const ack = request(wire, party, { method: 'ACK', uri: dialog.target, branch: branchOf(), to: dialog.to, cseq: it.cseq, more: [...dialog.routes, ...it.more] })
    dialogs.set(dialog.tag, { dialog, ack })
    wire.send(ack)
    const media = mediaIn(answer.body, { codecs, family: isIP(sound.address), encrypted: secret !== undefined })
    if (phase !== 'calling' || !media) {
      bye(dialog)
      // One that comes too late, or from a second telephone, changes nothing.
      if (phase === 'calling') over({ why: 'no-sound' })
      return
    }
    phase = 'talking'
    talking = dialog
    news.answered(media)
  }

  function turnedDown(it: Invite, answer: Response): void {
    it.stop()
    wire.send(request(wire, party, { method: 'ACK', uri: party.uri, branch: it.branch, to: valuesOf(answer.headers, 'to')[0] ?? party.to, cseq: it.cseq }))
    if (it.final) return
    it.final = true
    if (phase !== 'calling' || it !== current) return
    const header = proof(answer, 'INVITE', party.uri, it.more.length > 0)
    if (header) current = invite([header])
    else over({ why: 'turned-down', status: answer.status })
  }

  /** Three tries are enough for a nonce that grew old. */
  function proof(answer: Response, method: string, uri: string, before: boolean): Header | undefined {
    return invites.size > 2 ? undefined : proofFor(answer, account, { method, uri }, before, word)
  }

  /** §9.1: only after something was heard; `proceeding` comes back to it. An answer that overtakes it is hung up. */
  function cancel(): void {
    if (!current.heard || current.final) return
    const { branch, cseq: its } = current
    ask('CANCEL', branch, request(wire, party, { method: 'CANCEL', uri: party.uri, branch, to: party.to, cseq: its }))
  }

  function bye(dialog: Dialog, more: readonly Header[] = []): void {
    cseq += 1
    const branch = branchOf()
    const octets = request(wire, party, { method: 'BYE', uri: dialog.target, branch, to: dialog.to, cseq, more: [...dialog.routes, ...more] })
    ask('BYE', branch, octets, (answer) => {
      const header = more.length === 0 ? proof(answer, 'BYE', dialog.target, false) : undefined
      if (header) bye(dialog, [header])
    })
  }

  function ask(method: string, branch: string, octets: Buffer, refused?: (answer: Response) => void): void {
    const key = `${branch} ${method}`
    const stop = again(() => wire.send(octets), { times, lossy, unheard: () => unasked(key) })
    asked.set(key, { stop, ...(refused && { refused }) })
  }

  function toAsked(answer: Response): void {
    const key = `${answer.branch} ${answer.cseq.method}`
    const it = asked.get(key)
    if (!it || answer.status < 200) return
    it.stop()
    if (answer.status >= 300) it.refused?.(answer)
    unasked(key)
  }

  function unasked(key: string): void {
    asked.delete(key)
    if (asked.size === 0) news.settled()
  }

  /** §8.1.1.7: what it begins with says that it is unlike any other. */
  function branchOf(): string {
    return `z9hG4bK${word()}`
  }
}
