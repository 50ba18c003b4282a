import { type Overlaid, secretPlace, variableOf } from './environment.ts'
import type { Mistake } from './mistake.ts'
import { isRecord, valueAt } from './schema-tree.ts'

const nameOf = (base: unknown) => (typeof base === 'string' ? base.toLowerCase().replaceAll(/\s*([,=])\s*/gu, '$1') : undefined)
/** The domain at the end of a base. */
const rootOf = (base: unknown) => /(?:^|,)(dc=[^,=]+(?:,dc=[^,=]+)*)$/u.exec(nameOf(base) ?? '')?.[1]

/** Mistakes in the list of domains that no setting makes alone. */
export function judgedDomains({ data, locate, given }: Overlaid): Mistake[] {
  const list = valueAt(data, ['directory', 'domains'])
  if (valueAt(data, ['directory', 'kind']) !== 'active-directory' || !Array.isArray(list)) return []
  const variable = given.get('directory.password')
  const roots = list.map((domain: unknown) => rootOf(valueAt(domain, ['base'])))

  return list.flatMap((domain: unknown, index): Mistake[] => {
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
  })
}
