import { type Overlaid, secretPlace, variableOf } from './environment.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { isRecord, valueAt } from '../../groundwork/settings/schema-tree.ts'

const nameOf = (base: unknown) => (typeof base === 'string' ? base.toLowerCase().replaceAll(/\s*([,=])\s*/gu, '$1') : undefined)
/** The domain at the end of a base. */
const rootOf = (base: unknown) => /(?:^|,)(dc=[^,=]+(?:,dc=[^,=]+)*)$/u.exec(nameOf(base) ?? '')?.[1]

/** `corp.example` of `OU=People,DC=corp,DC=example`. */
export const domainBehind = (base: string): string => (rootOf(base) ?? '').split(',').map((part) => part.slice('dc='.length)).join('.')

/** Mistakes in the list of domains that no setting makes alone. */
export function judgedDomains({ data, locate, given }: Overlaid): Mistake[] {
  const list = valueAt(data, ['directory', 'domains'])
  if (valueAt(data, ['directory', 'kind']) !== 'active-directory' || !Array.isArray(list)) return []
  const variable = given.get('directory.password')
  const roots = list.map((domain: unknown) => rootOf(valueAt(domain, ['base'])))

  return [...judgedProtected({ data, locate }, roots), ...list.flatMap((domain: unknown, index): Mistake[] => {
    if (!isRecord(domain)) return []
    const path = (name: string) => ['directory', 'domains', index, name]
    const wrong = (name: string, what: string, right: string): Mistake =>
      ({ ...locate(path(name), name in domain ? 'value' : 'key'), path: path(name).join('.'), what, right })
    const byVariable = index === 0 && variable !== undefined
    const changesAt = typeof domain['changesAt'] === 'string' ? domain['changesAt'].trim() : undefined
    const hosts = Array.isArray(domain['controllers']) ? domain['controllers'].map((one: unknown) => nameOf(valueAt(one, ['host']))) : undefined

    const checks: (Mistake | false)[] = [
      !('passwordFile' in domain) && !byVariable && wrong('passwordFile', 'is missing', list.length > 1
        ? 'must name a file that holds the password of this domain\'s service account'
        : `must name a file that holds it, or ${variableOf('directory.password')} must hold it`),
      byVariable && list.length > 1 && { source: variable, path: '', what: `is given, but there are ${list.length} domains`, right: `must be unset: ${secretPlace('directory.password')} and its like name a file for each` },
      'controllers' in domain && 'dns' in domain && wrong('dns', 'is given beside `controllers`', 'must be one of the two'),
      changesAt !== undefined && hosts !== undefined && !['pdc', 'any-writable', ...hosts].includes(changesAt.toLowerCase())
        && wrong('changesAt', 'names no controller of the list', 'must be pdc, any-writable, or the host of one of `controllers`'),
      roots[index] !== undefined && roots.indexOf(roots[index]) < index && wrong('base', 'lies in the same domain as one before it', 'must be given once for each domain'),
    ]
    return checks.filter((check) => check !== false)
  })]
}

/**
 * With several domains a name must say whose it is: each domain looks for its own and for nobody else's, and nobody may go
 * unprotected because it was looked for in the wrong one.
 */
function judgedProtected({ data, locate }: Pick<Overlaid, 'data' | 'locate'>, roots: readonly (string | undefined)[]): Mistake[] {
  const named = valueAt(data, ['directory', 'protected'])
  if (!Array.isArray(named)) return []
  return named.flatMap((name: unknown, index): Mistake[] => {
    const path = ['directory', 'protected', index]
    const root = rootOf(name)
    if (typeof name !== 'string' || /^S-1-/iu.test(name.trim()) || (root !== undefined && roots.includes(root))) return []
    if (root === undefined && roots.length < 2 && !name.includes('=')) return []
    return [{ ...locate(path, 'value'), path: path.join('.'), what: 'belongs to none of the domains, or does not say to which', right: 'must be a SID, or a distinguished name in one of them' }]
  })
}
