import { randomBytes, randomInt } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { type HttpAnswer, httpCall, type HttpLimits } from '../../../../groundwork/outgoing/http-call.ts'
import { trusting } from '../../../../groundwork/outgoing/trust.ts'
import type { CodeMaker } from '../maker.ts'
import { fateOf } from '../../../../groundwork/outgoing/twilio-fate.ts'
import { aboutTheNumber, ageIn, judgementIn, judgeService } from './answers.ts'
import { localeFor } from './locale.ts'

export type VerifySettings = {
  /** Where the API begins: https://verify.twilio.com, or that of somebody who speaks the same. */
  url: string
  /** PEM that is trusted instead of what the machine trusts. */
  ca?: string
  signIn: { user: string; password: Secret }
  /** SID of the Verify service. */
  service: string
  /** Of every code that it makes. */
  codeDigits: number
  /** How long its codes live. */
  minutes: number
}

/** Nobody waits for a message as for an answer: a person who typed a code looks at the screen meanwhile. */
const usualLimits: { sending: HttpLimits; judging: HttpLimits } = { sending: { connect: 10_000, whole: 30_000 }, judging: { connect: 2000, whole: 3000 } }

type Parts = { name: string; limits?: typeof usualLimits }

/**
 * Codes of Twilio's Verify v2 (https://www.twilio.com/docs/verify/api), a connection of its own for each request. It knows one code for a
 * number at a time: who asks again while that lives is sent the same one, by the same name. That is left so, in whatever recovery
 * somebody asks (S-11: none voids another's code), but where the code would die before the screen says that it does.
 */
export function verifyMaker({ url, ca, signIn, service, codeDigits, minutes }: VerifySettings, { name, limits = usualLimits }: Parts): CodeMaker {
  const secureContext = trusting(ca)
  const base = `${url.replace(/\/+$/u, '')}/v2/Services/${service}`
  const call = (path: string, form?: Record<string, string>, within = limits.sending) =>
    httpCall({ url: new URL(`${base}${path}`), ...signIn, ...(form && { form: new Secret(new URLSearchParams(form).toString()) }) }, within, secureContext)
  const outlives = (age: number, seconds: number) => age + seconds <= minutes * 60
  /** Whatever it answers: what comes of it the next answer tells. */
  const cancel = (reference: string) => call(`/Verifications/${encodeURIComponent(reference)}`, { Status: 'canceled' })

  return {
    name,
    async send({ to, language, seconds, earlier }) {
      const locale = localeFor(language)
      const begin = () => call('/Verifications', { To: to.reveal(), Channel: 'sms', ...(locale !== undefined && { Locale: locale }) })
      if (earlier && !outlives(earlier.age, seconds)) await cancel(earlier.reference)
      const answer = await begin()
      const result = begun(answer)
      if (result.fate !== 'sent' || outlives(ageIn(answer), seconds)) return result
      // From another recovery, of which nothing is known here: it was sent once more, and a new one follows that lives long enough.
      await cancel(result.reference)
      return begun(await begin())
    },
    async judge(reference, typed) {
      const asked = reference === undefined ? aboutNobody(codeDigits) : { VerificationSid: reference, Code: typed.reveal() }
      const judgement = judgementIn(await call('/VerificationCheck', asked, limits.judging), asked.VerificationSid)
      return reference === undefined && judgement.verdict === 'right' ? { verdict: 'wrong' } : judgement
    },
    check: async () => judgeService(await call(''), codeDigits),
  }
}

function begun(answer: HttpAnswer) {
  const result = fateOf(answer, aboutTheNumber)
  if (result.fate !== 'sent') return result
  const { reference } = result
  return reference === undefined ? { fate: 'unknown' as const, why: 'an answer that gives the code no name to ask by' } : { ...result, reference }
}

/** A code that nobody was sent and nobody typed: it is not found. */
const aboutNobody = (digits: number) =>
  ({ VerificationSid: `VE${randomBytes(16).toString('hex')}`, Code: String(randomInt(10 ** digits)).padStart(digits, '0') })
