import type { Fate, Log, Send } from './ports.ts'

export type Provider<M> = {
  /** What logs call it. */
  readonly name: string
  readonly send: Send<M>
}

/**
 * Several providers as one: the next is asked where the one before certainly did not take the message, for now or for good. One
 * whose fate nobody knows is never given to another: it may be on its way (S-14).
 * @param isDown whether a provider is known not to answer: it is asked last, so that nobody waits for it first
 */
export const inTurn = <M>(providers: readonly Provider<M>[], log: Log, isDown: (name: string) => boolean = () => false): Send<M> => async (message) => {
  const failed: Exclude<Fate, { fate: 'sent' }>[] = []
  for (const { name, send } of providers.toSorted((a, b) => Number(isDown(a.name)) - Number(isDown(b.name)))) {
    const result = await send(message)
    if (result.fate === 'sent') return { ...result, provider: name }
    const why = `${name}: ${result.why}`
    if (result.fate === 'unknown') return { fate: 'unknown', why }
    failed.push({ fate: result.fate, why })
    if (providers.length > 1) log.warn({ provider: name, fate: result.fate, why: result.why }, 'a provider did not take a message')
  }
  // As long as one of them may yet take it, it is tried again.
  const fate = failed.some((one) => one.fate === 'not-now') ? 'not-now' : 'refused'
  return { fate, why: failed.map(({ why }) => why).join('; ') }
}
