import { createHash } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'
import type { RegistrationParsed } from '@gatehouse/contract/registration'
import type { Audit, Directory, Source, Surroundings } from '../recovery/ports.ts'
import type { Negotiated, PasswordJudged, SignedIn, SignIn } from '../sign-in/ports.ts'
import type { CountedAs } from '../throttle/counted-as.ts'
import type { Throttle } from '../throttle/throttle.ts'
import { RegistrationRefusal } from './refusal.ts'
import type { Visit } from './visit.ts'
import type { Visits } from './visit-ports.ts'

export type SigningInParts = {
  readonly signIn: SignIn
  readonly visits: Pick<Visits, 'add'>
  readonly directory: Pick<Directory, 'find'>
  readonly throttle: Throttle
  readonly audit: Pick<Audit, 'record'>
  readonly surroundings: Surroundings
  readonly log: Readonly<Record<'info' | 'warn', (fields: object, text: string) => void>>
}

export type Begun = { readonly visit: Visit; readonly token: string }

/** How wrong passwords are counted: like wrong answers at a gate of that name. */
const GATE = 'sign-in'

/** How a visit begins. A wrong password, a name that nobody has and an account that is not tried are refused alike (S-10). */
export function signingIn({ signIn, visits, directory, throttle, audit, surroundings, log }: SigningInParts) {
  return {
    /** @param before the token that the browser had until now: whoever signs in anew has left what it opened (S-21). It ends only with this one's success */
    async byPassword({ account, password, language }: RegistrationParsed<'signIn'>, source: Source, before?: Secret): Promise<Begun> {
      await throttle.arrive(source.address)
      const counted = await throttle.identify({ typed: account, person: await directory.find(account) ?? null, address: source.address }, [GATE], 1)
      const { trusted, undo } = await throttle.answer(counted, GATE)
      let judged: PasswordJudged
      try {
        judged = await signIn.password(account, password)
      } catch (error) {
        await undo()
        throw error
      }
      // Where the account's other names have spent its budget, even the right one is a guess too many.
      if (!trusted || judged.kind === 'wrong' || judged.kind === 'too-close') throw await refused('password', trusted ? judged.kind : 'too-many')
      await throttle.right(counted, GATE)
      return admit('password', judged, counted, language, source, before)
    },

    /** @param token of the browser's `Authorization: Negotiate`; undefined: it sent none @param before as above @returns with what goes back to the browser */
    async byTicket({ language }: RegistrationParsed<'signInNegotiate'>, source: Source, token: string | undefined, before?: Secret): Promise<Begun & { readonly answer: string | undefined }> {
      // Tickets are of the company's network: from elsewhere nobody is asked for one.
      if (!signIn.negotiate || source.entrance !== 'portal-inside') throw new RegistrationRefusal('sign-in-refused')
      if (token === undefined) throw new RegistrationRefusal('negotiate-needed')
      await throttle.arrive(source.address)
      const judged: Negotiated = await signIn.negotiate(token)
      if (judged.kind === 'refused') {
        log.info({ reason: judged.reason, detail: judged.detail }, 'a ticket is not taken')
        await refused('negotiate', judged.reason)
        throw new RegistrationRefusal('sign-in-refused')
      }
      if (judged.kind === 'not-possible') throw await refused('negotiate', judged.why, judged)
      // A ticket is no guess: whoever spends the account's budget with wrong passwords must not keep its owner out (S-11).
      // Nor are the codes that it lets in a stranger's: a domain controller says whose sign-in to Windows this is, so that the source is
      // known for this visit. How often one may be wrong there, and over all sources together, is counted as ever.
      const counted = { ...await throttle.identify({ typed: judged.account, person: judged.person, address: source.address }, [], 0), known: true }
      return { ...await admit('negotiate', judged, counted, language, source, before), answer: judged.token }
    },
  }

  async function admit(by: 'negotiate' | 'password', judged: Exclude<PasswordJudged | Negotiated, { kind: 'wrong' | 'too-close' | 'refused' }>, counted: CountedAs, language: string, { entrance }: Source, before: Secret | undefined): Promise<Begun> {
    if (judged.kind === 'not-possible') throw await refused(by, judged.why, judged)
    const visit = begun(judged, counted, language, entrance, surroundings)
    const token = surroundings.token()
    await visits.add(visit, hashOf(token), [{ kind: 'registration-begun', entrance, by, person: visit.person, caseNumber: visit.caseNumber }], before && hashOf(before.reveal()))
    return { visit, token }
  }

  async function refused(by: 'negotiate' | 'password', why: string, known?: Extract<PasswordJudged, { kind: 'not-possible' }>): Promise<RegistrationRefusal> {
    await audit.record([{ kind: 'registration-refused', by, why }])
    return known ? new RegistrationRefusal('account-not-ready', known.why) : new RegistrationRefusal('sign-in-refused')
  }
}

function begun({ person, account }: SignedIn, counted: CountedAs, language: string, entrance: Source['entrance'], { id, caseNumber, now }: Surroundings): Visit {
  return { id: id(), caseNumber: caseNumber(), person, account, entrance, language, counted, begunAt: now(), lastSignAt: now(), own: [], counter: 0, place: { at: 'overview' } }
}

/** What is kept of a token. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
