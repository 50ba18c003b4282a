import { policies, type Policy } from '../../src-main/config/policies.ts'

/** A value below `HKLM\SOFTWARE\Gatehouse`, and the public property that sets it. */
export type Setting = { value: string; property: string; kind: Policy['kind']; secret: boolean }

/** Every setting of a machine has its property: its name in capitals, but for the address, whose name administrators know from elsewhere. */
export const settings: readonly Setting[] = policies.map((policy: Policy) => ({
  value: policy.value,
  property: policy.value === 'Server' ? 'APIURL' : policy.value.toUpperCase(),
  kind: policy.kind,
  secret: policy.kind === 'text' && policy.secret === true,
}))

/** Where the value was found that a machine already has, and what is to be written: given anew, else found. */
export const found = (setting: Setting) => `FOUND_${setting.property}`
export const wanted = (setting: Setting) => `WANTED_${setting.property}`
