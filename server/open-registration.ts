import type { EffortAsked, Secret } from '@gatehouse/contract'
import { type ProofWay, registrationKinds } from '@gatehouse/contract/registration'
import type { Config } from './config/config.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { visitCalls } from './delivery/calls/call-for-visit.ts'
import { contactBook } from './delivery/contact-book.ts'
import type { Delivery } from './delivery/delivery.ts'
import { deliverVisitCode } from './delivery/deliver-visit-code.ts'
import type { MessageQueue, RegistrationHandlers as Jobs } from './delivery/queue.ts'
import { deliverRegistrationNotice, spreadNotice } from './delivery/registration-notices.ts'
import type { Languages } from './delivery/texts.ts'
import { writeRegistrationNotice, writeVisitMail, writeVisitSms } from './delivery/write-registration.ts'
import type { HasToRegister } from './devices/service.ts'
import type { Codes } from './gates/codes.ts'
import type { RegistrationHandlers } from './http/registration/handlers.ts'
import type { PolicyInForce } from './recovery/admit.ts'
import { beats, type Pace } from './recovery/evenly.ts'
import type { Audit, Directory, Source, Surroundings } from './recovery/ports.ts'
import { heardCalls } from './registration/heard-call.ts'
import { hasToRegister } from './registration/reminder.ts'
import { notMeLinks } from './registration/link.ts'
import { notMe } from './registration/not-me.ts'
import type { Registrations } from './registration/ports.ts'
import { open, type RegistrationKeys, seal } from './registration/seal.ts'
import { registrationService } from './registration/service.ts'
import { signingIn } from './registration/signing-in.ts'
import { IDLE_SECONDS, type Visit } from './registration/visit.ts'
import { visitCodes } from './registration/visit-codes.ts'
import type { AnswersPort, UsedLinks, Visits, VisitSeal } from './registration/visit-ports.ts'
import { registeredFor } from './registration/wanted.ts'
import type { SignIn } from './sign-in/ports.ts'
import type { Throttle } from './throttle/throttle.ts'
import type { VoiceLine } from './voice/line.ts'

type Parts = {
  readonly visits: Visits
  readonly registrations: Registrations
  readonly usedLinks: UsedLinks
  readonly keys: RegistrationKeys
  readonly signIn: SignIn
  readonly directory: Directory
  readonly policy: () => PolicyInForce
  readonly codes: Codes
  readonly throttle: Throttle
  readonly audit: Audit
  readonly delivery: Pick<Delivery, 'send' | 'watch'>
  readonly texts: () => Languages
  /** Undefined: nobody is called. */
  readonly voice?: VoiceLine | undefined
  readonly queue: Pick<MessageQueue, 'enqueueNoticeTo'>
  /** Absent: nobody judges answers. */
  readonly answers?: AnswersPort | undefined
  readonly look: () => string | undefined
  readonly effort: ((address: string) => Promise<EffortAsked>) | undefined
  readonly pace: Pace
  readonly surroundings: Surroundings
  readonly log: Readonly<Record<'info' | 'warn' | 'error', (fields: object, text: string) => void>>
}

type Settings = Pick<Config, 'company' | 'sms' | 'codesKey' | 'otherCodesKey'> & { readonly portal: { readonly origin: string } }

/** Seconds before the idle limit at which the person is asked whether they are still there (docs/security.md, "Numbers"). */
const WARNED_BEFORE = 30
/** Milliseconds between the moments at which an answer to a password may leave: more than the directory takes to try one. */
const SIGNS_IN = 250
/** And between those of one to a machine: more than is asked of the directory takes. */
const REMINDS = 250
const DAY = 86_400_000

/** The registration portal, but for its page: what its routes are served by, and what is done for it in the background. */
export function openRegistration(config: Settings, parts: Parts): { readonly handlers: RegistrationHandlers; readonly jobs: Jobs; readonly hasToRegister: HasToRegister; readonly close: () => Promise<void> } {
  const { visits, registrations, directory, policy, codes, throttle, audit, delivery, texts, signIn, queue, surroundings, log } = parts
  const { now } = surroundings
  const country = config.sms?.country ?? 'US'
  const contacts = contactBook(country)
  const own = visitCodes(codes)
  const sealing = visitSeal(parts.keys)
  const links = notMeLinks(config.codesKey, config.otherCodesKey)
  const about = { company: config.company.name, helpdesk: config.company.helpdesk }
  const { mail, sms } = delivery.send
  const calls = parts.voice && visitCalls({
    voice: parts.voice, visits, hear: heardCalls({ visits, registrations, codes: own, throttle, surroundings }), rules: () => policy().policy, throttle,
    company: about.company, log, now, pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
  })
  // Nobody is called where no call lets anybody back in: a landline that is registered would be of no use.
  const isCalled = () => calls !== undefined && policy().policy.workflows.some(({ gates }) => gates.includes('phone-call'))
  const carried = (): readonly ProofWay[] => ['email', ...(sms ? ['sms' as const] : []), ...(isCalled() ? ['call' as const] : [])]

  const answeredFor = hasToRegister({ ...parts, contacts, carried, now })
  const service = registrationService({
    ...parts, codes: own, contacts, carried, seal: sealing, country, isDelayed: delivery.watch.isDelayed,
  })
  const begin = signingIn({ signIn, visits, directory, throttle, audit, surroundings, log })
  const onTheBeat = beats(parts.pace)
  const shown = async <B extends { visit: Visit; token: string }>({ visit, ...begun }: B, source: Source) => ({ ...begun, view: await service.show(visit, source) })

  return {
    handlers: {
      ...service,
      // Who is signed in may know when; everybody else learns nothing from it (S-10).
      signIn: (input, source, before) => onTheBeat(async () => shown(await begin.byPassword(input, source, before), source), SIGNS_IN, () => true),
      signInNegotiate: async (input, source, token, before) => shown(await begin.byTicket(input, source, token, before), source),
      notMe: notMe({ links, used: parts.usedLinks, registrations, surroundings }),
      async registerAbout({ entrance, address }) {
        const { policy: rules } = policy()
        const asked = new Set(rules.workflows.flatMap(({ gates }) => gates.map(registeredFor)))
        const look = parts.look()
        return {
          company: { name: about.company, helpdesk: about.helpdesk }, ...(directory.demo !== undefined && { demo: directory.demo }),
          idle: { after: IDLE_SECONDS, warnedBefore: WARNED_BEFORE }, ...(look !== undefined && { branding: look }),
          ...(parts.effort && { effort: await parts.effort(address) }),
          signIn: signIn.negotiate && entrance === 'portal-inside' ? ['negotiate', 'password'] : ['password'],
          country: rules.registration.defaultCountry ?? country,
          kinds: registrationKinds.filter((kind) => rules.registration.kinds.includes(kind) && asked.has(kind)),
        }
      },
    },
    jobs: jobsOf(),
    // Whoever has a machine's key must not learn by the time whether there is such an account.
    hasToRegister: (...about) => onTheBeat(() => answeredFor(...about), REMINDS, () => false),
    close: () => calls?.close() ?? Promise.resolve(),
  }

  function jobsOf(): Jobs {
    const notices = {
      registrations, directory, mail, sms, enqueue: queue.enqueueNoticeTo, audit, log, now, tellsManager: () => policy().policy.notices.manager,
      write: writeRegistrationNotice({
        languages: texts, about, timeZone: config.company.timeZone, links, page: `${config.portal.origin}/register`,
        linkLives: () => policy().policy.registration.linkDays * DAY,
      }),
    }
    const [writeMail, writeSms] = [writeVisitMail(texts, about), writeVisitSms(texts, about)]
    const carriers = {
      email: (to: Secret, { id, ...code }: Parameters<typeof writeMail>[0] & { id: string }) => mail({ id, to: to.reveal(), ...writeMail(code) }),
      ...(sms && { sms: (to: Secret, { id, ...code }: Parameters<typeof writeSms>[0] & { id: string }) => sms({ id, to, text: writeSms(code), seconds: code.seconds }) }),
      ...(calls && { call: calls.carry }),
    }
    return {
      visitCode: (message) => deliverVisitCode(message, { visits, seal: sealing, codes: own, carriers, ...(calls && { notCalled: calls.notCalled }), rules: () => policy().policy, audit, throttle, log, now }),
      registrationNotice: (notice) => spreadNotice(notice, notices),
      registrationNoticeTo: (notice) => deliverRegistrationNotice(notice, notices),
    }
  }
}

/** What is offered in a visit is sealed like what is registered, at a place of its own: it opens nowhere else. */
function visitSeal(keys: RegistrationKeys): VisitSeal {
  const owner = ({ id, person }: Pick<Visit, 'id' | 'person'>) => ({ person, kind: 'mail' as const, slot: `offered in ${id}` })
  return { seal: (visit, value) => seal(value, owner(visit), keys), open: (visit, sealed) => open(sealed, owner(visit), keys) }
}
