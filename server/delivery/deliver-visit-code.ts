import type { Secret } from '@gatehouse/contract'
import type { ProofWay } from '@gatehouse/contract/registration'
import type { Policy } from '../policy/policy.ts'
import type { Audit } from '../recovery/ports.ts'
import { numbersOf } from '../registration/facts.ts'
import { asSignedIn } from '../registration/service.ts'
import { isCallOver, secondsOfCode } from '../registration/proof.ts'
import { isOver, type Proof, type Visit } from '../registration/visit.ts'
import type { VisitCodes } from '../registration/visit-codes.ts'
import type { VisitMessage, Visits, VisitSeal } from '../registration/visit-ports.ts'
import type { Throttle } from '../throttle/throttle.ts'
import { NotSentYet } from './deliver-code.ts'
import type { Code, Fate, Log } from './ports.ts'

/** Sends a code of registration by one way, or calls. Never rejects. */
export type CarryVisitCode = (to: Secret, code: Code, message: VisitMessage) => Promise<Fate>

export type VisitCodeParts = {
  visits: Pick<Visits, 'byId' | 'claim' | 'release'>
  seal: Pick<VisitSeal, 'open'>
  codes: Pick<VisitCodes, 'derive'>
  /** Absent: there is none of that way. */
  carriers: Readonly<Partial<Record<ProofWay, CarryVisitCode>>>
  /** Of a call that is not made: nobody is to wait for it. */
  notCalled?: (message: VisitMessage) => Promise<void>
  rules: () => Pick<Policy, 'emailCode' | 'smsCode' | 'phoneCall'>
  audit: Audit
  throttle: Pick<Throttle, 'send'>
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
}

/**
 * Sends the code that a message of a visit stands for, at most once (S-14), and only while the person's page still waits for it.
 * @throws NotSentYet when it certainly was not sent and may be tried again
 */
export async function deliverVisitCode(message: VisitMessage, parts: VisitCodeParts): Promise<void> {
  const { visits, seal, codes, carriers, notCalled, throttle, log } = parts
  const visit = (await visits.byId(message.visit))?.visit
  const due = visit && dueNow(visit, message, parts)
  if (!due) {
    log.info({ ...message }, 'code of registration not sent: nobody waits for it')
    if (visit && await visits.claim(message)) await failed(message, visit, 'over', parts)
    return
  }
  if (!await visits.claim(message)) {
    log.info({ ...message }, 'code of registration not sent: claimed before')
    return
  }
  const [to, carry] = [seal.open(visit, due.proof.to), carriers[due.proof.way]]
  const budget = await throttle.send(asSignedIn(visit), to, due.proof.way === 'call' ? 'calls' : undefined)
  if (!to || !carry || !budget.allowed) {
    log.warn({ ...message, caseNumber: visit.caseNumber }, 'code of registration not sent: as many went there as may in ten minutes, or nothing carries it')
    await failed(message, visit, !to || !carry ? 'no-address' : 'too-many', parts)
    if (due.proof.call) await notCalled?.(message)
    return
  }
  const result = await carry(to, { id: `${message.visit}.${message.counter}`, code: codes.derive(visit, due.proof, due.digits), language: visit.language, seconds: due.seconds }, message)
  if (result.fate === 'not-now' || result.fate === 'refused') await budget.undo()
  await settle(message, visit, due.proof, result, parts)
}

function dueNow(visit: Visit, { counter }: VisitMessage, { rules, now }: VisitCodeParts): { proof: Proof; digits: number; seconds: number } | undefined {
  const { place } = visit
  if (isOver(visit, now()) || place.at !== 'proof' || visit.counter !== counter) return undefined
  const numbers = numbersOf(rules(), place.way)
  const seconds = place.call && isCallOver(place, numbers, now()) ? 0 : secondsOfCode(place, numbers, now())
  return seconds > 0 ? { proof: place, digits: numbers.digits, seconds } : undefined
}

async function settle(message: VisitMessage, visit: Visit, { way }: Proof, result: Fate, parts: VisitCodeParts): Promise<void> {
  const { visits, audit, log } = parts
  const about = { ...message, caseNumber: visit.caseNumber, way }
  switch (result.fate) {
    case 'sent':
      await audit.record([{ kind: 'registration-message-sent', way, counter: message.counter, person: visit.person, caseNumber: visit.caseNumber }])
      log.info({ ...about, ...(result.provider && { provider: result.provider }) }, 'code of registration sent')
      return
    case 'not-now':
      await visits.release(message)
      log.warn({ ...about, why: result.why }, 'code of registration not sent yet')
      throw new NotSentYet('provider')
    case 'refused': case 'unknown':
      await failed(message, visit, result.fate, parts)
      log.error({ ...about, why: result.why }, result.fate === 'refused' ? 'code of registration not sent: refused' : 'nobody knows whether the code of registration was sent; it is not sent again')
  }
}

const failed = ({ counter }: VisitMessage, { person, caseNumber, place }: Visit, why: string, { audit }: VisitCodeParts) =>
  audit.record([{ kind: 'registration-message-failed', way: place.at === 'proof' ? place.way : 'none', counter, why, person, caseNumber }])
