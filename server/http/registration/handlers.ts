import type { Secret } from '@gatehouse/contract'
import type { RegistrationOperationName, RegistrationOutput, RegistrationParsed, RegistrationView } from '@gatehouse/contract/registration'
import type { Source } from '../../recovery/ports.ts'

type Begun = { readonly view: RegistrationView; readonly token: string }

/** Those that are served in ways of their own. */
const apart = ['registerAbout', 'notMe', 'signOut', 'signIn', 'signInNegotiate'] as const satisfies readonly RegistrationOperationName[]
export const isOnVisit = (name: RegistrationOperationName): name is OnVisit => !apart.some((one) => one === name)

/** Operations of somebody who has signed in: the request carries their token. */
export type OnVisit = Exclude<RegistrationOperationName, (typeof apart)[number]>
export type VisitHandlers = { readonly [N in OnVisit]: (token: Secret, input: RegistrationParsed<N>, source: Source) => Promise<RegistrationOutput<N>> }

/** What the routes of registration are served by, one for each operation of its contract. */
export type RegistrationHandlers = VisitHandlers & {
  readonly signOut: (token: Secret) => Promise<void>
  readonly registerAbout: (source: Source) => Promise<RegistrationOutput<'registerAbout'>>
  /** @param before the token that the browser had until now; that visit ends */
  readonly signIn: (input: RegistrationParsed<'signIn'>, source: Source, before: Secret | undefined) => Promise<Begun>
  /** @param token of the browser's ticket @returns with what goes back to the browser */
  readonly signInNegotiate: (input: RegistrationParsed<'signInNegotiate'>, source: Source, token: string | undefined, before: Secret | undefined) => Promise<Begun & { readonly answer: string | undefined }>
  readonly notMe: (input: { readonly token: Secret }) => Promise<RegistrationOutput<'notMe'>>
}
