import { readBranding } from './branding/read-branding.ts'
import { inOrder, type Mistake } from './config/mistake.ts'
import { wrongFiles } from './passwords/check-files.ts'
import type { LoadedPolicy } from './policy/load.ts'

/** What is wrong with the lists and pictures that a policy names, each at the setting that names it. Names are relative to the policy's folder. */
export async function wrongBeside({ policy, locate }: LoadedPolicy & { ok: true }): Promise<Mistake[]> {
  const { source } = locate([], 'value')
  const [lists, pictures] = await Promise.all([wrongFiles(policy.password, source), readBranding(policy.branding, source)])
  return inOrder([...lists, ...pictures.wrong].map((wrong) => ({ ...locate(wrong.path.split('.'), 'value'), ...wrong })))
}
