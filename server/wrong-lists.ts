import type { Mistake } from './config/mistake.ts'
import { wrongFiles } from './passwords/check-files.ts'
import type { LoadedPolicy } from './policy/load.ts'

/** What is wrong with the lists that a policy names, each at the setting that names it. Names are relative to the policy's folder. */
export const wrongLists = async ({ policy, locate }: LoadedPolicy & { ok: true }): Promise<Mistake[]> =>
  (await wrongFiles(policy.password, locate([], 'value').source)).map((wrong) => ({ ...locate(wrong.path.split('.'), 'value'), ...wrong }))
