import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { inOrder, type Mistake, wordsOf } from '../../groundwork/settings/mistake.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'
import { type LoadedPolicy, loadPolicy } from '../policy/load.ts'
import type { Policy } from '../policy/policy.ts'
import { factsIn } from '../policy-needs.ts'
import { wrongBeside } from '../wrong-beside.ts'
import type { Terminal } from './command.ts'

export type Loaded = { config: Config; policy: Policy; policyFile: string; fingerprint: string; loaded: LoadedPolicy & { ok: true } }

/** Reads the settings and the policy that they name. @returns both, or every mistake of both */
export async function readBoth(file: string, { env }: Pick<Terminal, 'env'>): Promise<{ ok: true; read: Loaded } | { ok: false; mistakes: Mistake[] }> {
  const loaded = await loadConfig({ file, env, readFile })
  const facts = loaded.ok ? factsIn(loaded.config) : undefined
  const policy = loaded.policy && loadPolicy(loaded.policy.text, loaded.policy.file, facts)
  const beside = policy?.ok ? await wrongBeside(policy, facts ?? {}) : []
  if (loaded.ok && policy?.ok && beside.length === 0) return { ok: true, read: { config: loaded.config, policy: policy.policy, policyFile: loaded.policy.file, fingerprint: policy.fingerprint, loaded: policy } }
  return { ok: false, mistakes: [...(loaded.ok ? [] : inOrder(loaded.mistakes)), ...(policy?.ok === false ? policy.mistakes : []), ...beside] }
}

/**
 * The same, as most commands do first.
 * @param begun what was not begun because of the mistakes, such as `nothing was started`
 * @returns undefined after every mistake of both files was said
 */
export async function loadBoth(file: string, { err, env }: Terminal, begun: string): Promise<Loaded | undefined> {
  const both = await readBoth(file, { env })
  if (both.ok) return both.read
  for (const mistake of both.mistakes) err(wordsOf(mistake))
  err(`${both.mistakes.length} ${both.mistakes.length === 1 ? 'mistake' : 'mistakes'}; ${begun}.`)
  return undefined
}
