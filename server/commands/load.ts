import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { inOrder, wordsOf } from '../config/mistake.ts'
import { readFile } from '../config/read-file.ts'
import { wrongFiles } from '../passwords/check-files.ts'
import { loadPolicy } from '../policy/load.ts'
import type { Policy } from '../policy/policy.ts'
import { providersIn, wrongTexts } from '../policy-needs.ts'
import type { Terminal } from './command.ts'

export type Loaded = { config: Config; policy: Policy; policyFile: string }

/**
 * Reads the settings and the policy that they name, as every command does first.
 * @param begun what was not begun because of the mistakes, such as `nothing was started`
 * @returns undefined after every mistake of both files was said
 */
export async function loadBoth(file: string, { err, env }: Terminal, begun: string): Promise<Loaded | undefined> {
  const loaded = await loadConfig({ file, env, readFile })
  const policy = loaded.policy && loadPolicy(loaded.policy.text, loaded.policy.file, loaded.ok ? providersIn(loaded.config) : undefined)
  const unmet = loaded.ok && policy?.ok ? [...wrongTexts(loaded.config), ...await wrongLists(policy.policy, loaded.policy.file)] : []
  if (loaded.ok && policy?.ok && unmet.length === 0) return { config: loaded.config, policy: policy.policy, policyFile: loaded.policy.file }
  const mistakes = [...(loaded.ok ? [] : inOrder(loaded.mistakes)), ...(policy?.ok === false ? policy.mistakes : []), ...unmet]
  for (const mistake of mistakes) err(wordsOf(mistake))
  err(`${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}; ${begun}.`)
  return undefined
}

/** What is wrong with the lists that the policy names, at the setting that names each. */
const wrongLists = async ({ password }: Policy, policyFile: string) =>
  (await wrongFiles(password, policyFile)).map((wrong) => ({ source: policyFile, ...wrong }))
