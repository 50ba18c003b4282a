import { policies, type Policy } from '../../src-main/config/policies.ts'

/** A value below `HKLM\SOFTWARE\Gatehouse`, and the public property that sets it. */
export type Setting = {
  value: string
  property: string
  kind: Policy['kind']
  secret: boolean
  /** What Windows Installer can see of a property that would count for nothing: when it is right, and what is said where it is not. */
  check: { condition: string; words: string } | undefined
}

/** Every setting of a machine has its property: its name in capitals, but for the address, whose name administrators know from elsewhere. */
export const settings: readonly Setting[] = policies.map((policy: Policy) => ({
  value: policy.value,
  property: propertyOf(policy),
  kind: policy.kind,
  secret: policy.kind === 'text' && policy.secret === true,
  check: checkOf(policy),
}))

function propertyOf({ value }: Policy): string {
  return value === 'Server' ? 'APIURL' : value.toUpperCase()
}

/** Of a list, and of most texts, it can see nothing: the launcher and the doctor name what is wrong with those. */
function checkOf(policy: Policy): Setting['check'] {
  const property = propertyOf(policy)
  const unless = (right: string, words: string) => ({ condition: `NOT ${property} OR ${right}`, words: `${property} ${words}. Nothing was installed or changed.` })
  // What is no whole number compares with none.
  if (policy.kind === 'number') return unless(`(${property} >= ${policy.least} AND ${property} <= ${policy.most})`, `must be a whole number from ${policy.least} to ${policy.most}`)
  if (policy.kind === 'text' && policy.native === 'origin') return unless(`${property} ~<< "https://"`, `must be an address that begins with https://, such as ${policy.example}`)
  if (policy.kind === 'text' && policy.oneOf) return unless(policy.oneOf.map((one) => `${property} = "${one}"`).join(' OR '), `must be one of: ${policy.oneOf.join(', ')}`)
  return undefined
}

/** Where the value was found that a machine already has, and what is to be written: given anew, else found. */
export const found = (setting: Setting) => `FOUND_${setting.property}`
export const wanted = (setting: Setting) => `WANTED_${setting.property}`
