import type { About, IdleNotice, Machine, Network, ProblemCode, View } from '@gatehouse/contract'
import type { State } from '../store/state.ts'

/** Something a person does on a screen, for states that no answer of the server alone brings about. */
export type Deed =
  /** Types into the field of that name. */
  | { type: string; into: 'account' | 'code' | 'password' | 'again' | 'number' | 'country' | 'answer-0' }
  /** Presses the button, radio button or corner button with that place in the page. */
  | { press: 'main' | 'languages' | 'help' | 'reveal' | 'stay' | 'set-password' | 'hide' | 'question' | 'keyboard' | 'contrast' | 'key-shift' | 'key-alt-gr' }
  /** Caps Lock goes on. */
  | { capsLock: true }

/** A company's look, as gallery/sample-branding.ts draws it. */
export type Look = 'valley' | 'daylight' | 'broken'

/** One state of one screen, as data. */
export type ScreenState = {
  /** Part of file names and addresses. */
  name: string
  /** One plain sentence for whoever leafs through the pictures. */
  about: string
  machine?: Partial<Machine>
  server?: Partial<About>
  branded?: Look
  /** `undefined` stands for "not yet known". */
  connection?: State['connection']
  controller?: Network['controller']
  account?: string
  view?: View
  /** What the server shows after that, one after the other, where a test asks for it. */
  then?: readonly View[]
  problem?: ProblemCode
  /** Seconds that a problem asks the person to wait. */
  wait?: number
  /** Of the machine's own keyboard, by its tag in keyboard/layouts.ts; American unless said otherwise. */
  layout?: string
  idle?: Exclude<IdleNotice['endsIn'], null>
  busy?: true
  /** Another way is looked for. */
  seeking?: true
  does?: readonly Deed[]
}
