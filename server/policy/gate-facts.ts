import type { Way } from '@gatehouse/contract'

/** What passing a gate proves the person to hold. "n of these" counts different ones. */
export type RestsOn = 'number' | 'mailbox' | 'device' | 'knowledge' | 'person'

type GateFacts = {
  restsOn: RestsOn
  /** What everybody who knows the person may know: never enough by itself, nor together with others like it. */
  neverAlone?: boolean
  /** What the screens call it. */
  way: Way
}

/**
 * The gates that exist, and what the policy's checks must know of each. Adding one: its line here, its numbers in
 * `sections/`, its file in `../gates`, one line in `../gates/list.ts`.
 */
export const gateFacts = {
  'email-code': { restsOn: 'mailbox', way: 'email' },
  'sms-code': { restsOn: 'number', way: 'sms' },
} as const satisfies Record<string, GateFacts>

export type GateName = keyof typeof gateFacts
export const gateNames = Object.keys(gateFacts).filter((name): name is GateName => name in gateFacts)
