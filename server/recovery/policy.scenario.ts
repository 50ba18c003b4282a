import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { Policy } from '../policy/policy.ts'
import type { PolicyInForce } from './admit.ts'
import { decoyBy } from './decoy.ts'
import { keptNames } from './policy-names.ts'
import type { Directory } from './ports.ts'

/** Test material: a policy for everybody, everywhere, and what a directory must know for it. */

export const policy: Policy = v.parse(Policy, { version: 1, workflows: [{ name: 'Everybody', gates: ['email-code'], needed: 1 }] })

/** The side of a directory that a policy without groups and units never asks. */
export const belongsNowhere: Pick<Directory, 'plainName' | 'namesake' | 'belonging' | 'group' | 'unit'> = {
  plainName: async (typed) => typed.toLowerCase(),
  namesake: async () => undefined,
  belonging: async () => ({ name: 'CN=somebody,DC=corp,DC=example', groups: [] }),
  group: async () => undefined,
  unit: async () => undefined,
}

export const inForce = (held: Policy, directory: Pick<Directory, 'group' | 'unit'> = belongsNowhere): PolicyInForce =>
  ({ policy: held, names: keptNames(held.workflows, directory, () => 0) })

export const decoy = decoyBy(new Secret(Buffer.alloc(32, 7).toString('base64')))
