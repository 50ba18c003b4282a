import { clientVerbs, operationNames, operations, type ClientVerb, type Operation, type OperationName, type Output, type Parsed, type Result, type VerbOutput } from '@gatehouse/contract'
import type { Handle } from './handle.ts'

export type Verbs = {
  /** Asks the server. */
  call: <N extends OperationName>(name: N, input: Parsed<N>) => Promise<Result<Output<N>>>
} & { readonly [N in ClientVerb]: () => Promise<VerbOutput<N>> }

/** Everything a page can ask of this process: the operations of the server, and what only a client can do. */
export function answerVerbs(handle: Handle, verbs: Verbs): void {
  const operation = <N extends OperationName>(name: N, input: Operation<N>['in']) => handle(name, input, (parsed) => verbs.call(name, parsed))
  for (const name of operationNames) operation(name, operations[name].in)

  const own = (name: ClientVerb) => handle(name, clientVerbs[name].in, async () => ({ ok: true, value: await verbs[name]() }))
  own('machine')
  own('network')
  own('leave')
  own('stay')
}
