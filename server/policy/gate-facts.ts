import type { Way } from '@gatehouse/contract'

/** What passing a gate proves the person to hold. "n of these" counts different ones. */
export type RestsOn = 'number' | 'mailbox' | 'device' | 'knowledge' | 'person'

export type GateFacts = {
  readonly restsOn: RestsOn
  /** What everybody who knows the person may know: never enough by itself, nor together with others like it. */
  readonly neverAlone?: boolean
  /** What it shows is the person's own: it stands behind another gate, which nobody passes who does not exist (S-10). */
  readonly neverFirst?: boolean
  /** What the screens call it. */
  readonly way: Way
}

/**
 * The gates that exist, and what the policy's checks must know of each. Adding one: its line here, its numbers in
 * `sections/`, its file in `../gates`, one line in `../gates/list.ts`.
 */
export const gateFacts = {
  'email-code': { restsOn: 'mailbox', way: 'email' },
  'sms-code': { restsOn: 'number', way: 'sms' },
  'phone-call': { restsOn: 'number', way: 'call' },
  'questions': { restsOn: 'knowledge', neverAlone: true, neverFirst: true, way: 'questions' },
} as const satisfies Record<string, GateFacts>

export type GateName = keyof typeof gateFacts
export const gateNames = Object.keys(gateFacts).filter((name): name is GateName => name in gateFacts)
