import { type Operation, type OperationName, operations, type Output, type Parsed, type Secret } from '@gatehouse/contract'
import type { Source } from '../recovery/ports.ts'

type TokenUse<N extends OperationName> = Operation<N> extends { token: infer U } ? U : 'none'
type Named<U> = { [N in OperationName]: TokenUse<N> extends U ? N : never }[OperationName]

/** Operations on a recovery that has begun: the request carries its token. */
export type OnRecovery = Named<'needs'>
/** Operations that begin one: the answer carries its token. */
export type Beginning = Named<'begins'>
export type Open = Named<'none'>

export type RecoveryHandlers = { readonly [N in OnRecovery]: (token: Secret, input: Parsed<N>, source: Source) => Promise<Output<N>> }
export type BeginningHandlers = { readonly [N in Beginning]: (input: Parsed<N>, source: Source) => Promise<{ view: Output<N>; token: string }> }
export type OpenHandlers = { readonly [N in Open]: (input: Parsed<N>, source: Source) => Promise<Output<N>> }

/** One handler for each operation of the contract; the compiler names those that are missing. */
export type Handlers = RecoveryHandlers & BeginningHandlers & OpenHandlers

export const isOnRecovery = (name: OperationName): name is OnRecovery => useOf(name) === 'needs'
export const isBeginning = (name: OperationName): name is Beginning => useOf(name) === 'begins'
export const isOpen = (name: OperationName): name is Open => useOf(name) === 'none'

function useOf(name: OperationName): 'needs' | 'begins' | 'none' {
  const operation = operations[name]
  return 'token' in operation ? operation.token : 'none'
}
