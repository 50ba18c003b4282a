import { readDocument } from '../config/document.ts'
import { fit } from '../config/fit.ts'
import { inOrder, type Mistake } from '../config/mistake.ts'
import { Policy } from './policy.ts'

export type LoadedPolicy = { ok: true; policy: Policy } | { ok: false; mistakes: Mistake[] }

/**
 * Reads a policy file.
 * @param fileName the name under which mistakes point to it
 * @returns the policy, or every mistake with its line and column, what is wrong and what would be right; never throws
 */
export function loadPolicy(text: string, fileName: string): LoadedPolicy {
  const { value, locate, mistakes } = readDocument(text, fileName)
  if (value === undefined) return { ok: false, mistakes: inOrder(mistakes) }
  const fitted = fit(Policy, value, locate)
  if (fitted.ok && mistakes.length === 0) return { ok: true, policy: fitted.value }
  return { ok: false, mistakes: inOrder([...mistakes, ...(fitted.ok ? [] : fitted.mistakes)]) }
}
