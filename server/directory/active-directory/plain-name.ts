import { oneSpelling } from '../../throttle/typed-name.ts'
import { type TypedName, typedName } from '../typed-name.ts'

/** Whether that stands before or behind names of people here. */
type IsOurs = (domain: string) => Promise<boolean>

/**
 * One text for all spellings of a name of ours. Letters are folded as the budgets fold them; the domain is not: `sameForAll` drops
 * whatever stands there, for it may not ask which domains are ours, or a wait would tell. Here it is asked, and a name of another
 * domain stays another one: it finds nobody, and need not be shown what its namesake here is shown.
 */
export async function plainNameOf(typed: string, isOurs: IsOurs): Promise<string> {
  const name = typedName(typed)
  // Nobody's name, and so the spelling of nobody's.
  if (!name) return typed.toLowerCase()
  const domain = domainOfName(name)
  const plain = oneSpelling(name.name)
  return domain === undefined || (await isOurs(domain)) ? plain : `${plain}@${domain.toLowerCase()}`
}

/**
 * One of those whom another spelling of a name means, always the same.
 * @param all everybody here of whose names it is one, as objectGUIDs
 */
export async function namesakeOf(typed: string, isOurs: IsOurs, all: (name: TypedName) => Promise<readonly string[]>): Promise<string | undefined> {
  const name = typedName(typed)
  if (!name) return undefined
  const domain = domainOfName(name)
  if (domain !== undefined && !(await isOurs(domain))) return undefined
  return [...await all(name)].sort()[0]
}

const domainOfName = (name: TypedName) => (name.spelling === 'account' ? name.domain : name.suffix)
