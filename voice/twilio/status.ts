import type { End } from '../provider.ts'

/** Where a call stands (https://www.twilio.com/docs/voice/api/call-resource#call-status-values). */
export type Stage = { at: 'on-its-way' | 'ringing' | 'answered' } | { end: End }

const stages: Readonly<Record<string, Stage>> = {
  'queued': { at: 'on-its-way' },
  'initiated': { at: 'on-its-way' },
  'ringing': { at: 'ringing' },
  'in-progress': { at: 'answered' },
  'completed': { end: 'hung-up' },
  'busy': { end: 'busy' },
  'no-answer': { end: 'no-answer' },
  // By us, before anybody answered.
  'canceled': { end: 'no-answer' },
  'failed': { end: 'network' },
}

/** @returns undefined for a status that Twilio does not document */
export const stageOf = (status: string): Stage | undefined => (Object.hasOwn(stages, status) ? stages[status] : undefined)

/** https://www.twilio.com/docs/voice/answering-machine-detection: machine_start, machine_end_beep and their like, fax. */
export const isMachine = (answeredBy: string | undefined) => answeredBy !== undefined && /^(?:machine|fax)/u.test(answeredBy)
