import { setTimeout as pause } from 'node:timers/promises'
import { CONTRACT_VERSION, type Input, type OperationName, operations, Problem, TOKEN_HEADER, VERSION_HEADER, View } from '@gatehouse/contract'
import * as v from 'valibot'

export type Call = <N extends OperationName>(name: N, input: Input<N>) => Promise<View | Problem>

/**
 * One person's client: whatever happens to the server, it goes on. Nothing is ever sent twice by itself; where an answer was lost
 * it reads the present view, as the product's client does when somebody presses "Try again".
 * @param revive makes sure that the server runs
 */
export function stubbornClient(url: string, revive: () => Promise<void>) {
  let token: string | undefined

  async function once<N extends OperationName>(name: N, input: Input<N>): Promise<View | Problem> {
    const { method, path } = operations[name]
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { [VERSION_HEADER]: String(CONTRACT_VERSION), ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(method === 'POST' && { 'content-type': 'application/json' }) },
      ...(method === 'POST' && { body: JSON.stringify(input) }),
    })
    const said: unknown = await answer.json()
    token = answer.headers.get(TOKEN_HEADER) ?? token
    return answer.ok ? v.parse(View, said) : v.parse(Problem, said)
  }

  /** @returns the view that follows, however long it takes to get one; a problem that no trying again ends */
  const call: Call = async (name, input) => {
    let why = ''
    for (let tries = 0; tries < 20; tries++) {
      await revive()
      // Whoever has no recovery yet begins one; what was begun and never answered ends by itself.
      const lost = tries > 0 && token !== undefined
      try {
        const said = await (lost ? once('read', {}) : once(name, input))
        if (!('code' in said)) return said
        if (said.code === 'step-used' || said.code === 'not-possible-now') return await once('read', {})
        if (said.status !== 503) return said
        why = said.code
      } catch (error) {
        // It died, or it was not there.
        why = String(error)
      }
      await pause(100)
    }
    throw new Error(`${name} got no answer in twenty tries: ${why}`)
  }
  return { call }
}
