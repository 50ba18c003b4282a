import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '@gatehouse/contract'
import { type RegistrationInput, type RegistrationOperationName, registrationOperations, RegistrationView } from '@gatehouse/contract/registration'
import * as v from 'valibot'
import { registrationCallerOf } from '../world/caller.ts'
import { ORIGIN, type Scene } from './scene.ts'

/** What was answered: a view, something else that was asked for, or a problem that no trying again ends. */
export type Said = { view?: RegistrationView; other?: unknown; problem?: Problem }

/**
 * One person's page at the registration portal: whatever happens to the server, it goes on. Nothing is ever sent twice by itself;
 * where an answer was lost it reads what is registered, as the page does.
 */
export function stubbornVisitor({ url, revive }: Pick<Scene, 'url' | 'revive'>) {
  const caller = registrationCallerOf(url, ORIGIN)
  let cookie: string | undefined

  async function once<N extends RegistrationOperationName>(name: N, input: RegistrationInput<N>): Promise<Said> {
    const { status, text, token } = await caller.call(name, cookie, input)
    if (token !== undefined) cookie = token
    const said: unknown = JSON.parse(text)
    if (status !== 200) return { problem: v.parse(Problem, said) }
    return registrationOperations[name].out === RegistrationView ? { view: v.parse(RegistrationView, said) } : { other: said }
  }

  return {
    close: caller.close,
    /** @returns what came, however long it takes; of a lost answer what the visit looks like now. Outside of a visit the same is asked again */
    async call<N extends RegistrationOperationName>(name: N, input: RegistrationInput<N>): Promise<Said> {
      const operation = registrationOperations[name]
      const inVisit = 'token' in operation && operation.token === 'needs'
      let why = ''
      for (let tries = 0; tries < 20; tries++) {
        await revive()
        try {
          const said = await (inVisit && tries > 0 ? once('registered', {}) : once(name, input))
          if (said.problem?.status !== 503) return said
          why = said.problem.code
        } catch (error) {
          // It died, or it was not there.
          why = String(error)
        }
        await pause(100)
      }
      throw new Error(`${name} got no answer in twenty tries: ${why}`)
    },
  }
}
