import { dotted } from '../../groundwork/settings/fit.ts'
import type { Locate } from '../../groundwork/settings/document.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { nearest } from '../../groundwork/settings/nearest.ts'
import { Settings } from './schema.ts'
import { type AnySchema, entriesOf, isListOfGroups, isRecord, unwrap } from '../../groundwork/settings/schema-tree.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export type Data = Readonly<Record<string, unknown>>

/** Secrets that a variable may hold itself, each beside the setting that names a file of it; of a list, the first entry's. */
export const secretSettings = {
  'keys.codes': 'keys.codesFile',
  'keys.audit': 'keys.auditFile',
  'keys.registrations': 'keys.registrationsFile',
  'directory.password': 'directory.domains.*.passwordFile',
  'mail.password': 'mail.passwordFile',
  'database.password': 'database.passwordFile',
} as const
export type SecretSetting = keyof typeof secretSettings
export const secretNames = Object.keys(secretSettings).filter((name): name is SecretSetting => name in secretSettings)

/** Where the file of a secret is named in the settings. */
export const secretPlace = (name: SecretSetting) => secretSettings[name].replace('*', '0')

const PREFIX = 'GATEHOUSE_'

/** The variable of a setting: `mail.passwordFile` is `GATEHOUSE_MAIL_PASSWORD_FILE`. */
export const variableOf = (path: string) => `${PREFIX}${path.replaceAll('.', '_').replace(/[A-Z]/gu, '_$&').toUpperCase()}`

type Leaf = { path: [string] | [string, string]; schema: AnySchema }

/** Every setting that a variable can override. No variable holds a group within a group, nor a list of groups. */
export const leaves: readonly Leaf[] = Object.entries(Settings.entries).flatMap(([name, schema]): Leaf[] => {
  const inside = entriesOf({ schema, value: undefined })
  if (!inside) return [{ path: [name], schema }]
  return Object.entries(inside).map(([key, inner]) => ({ path: [name, key], schema: inner }))
}).filter(({ schema }) => !isListOfGroups(schema) && entriesOf({ schema, value: undefined }) === undefined)

const settingVariables = new Map(leaves.map((leaf) => [variableOf(dotted(leaf.path)), leaf]))
const secretVariables = new Map(secretNames.map((name) => [variableOf(name), name]))
const databaseUrl: Leaf = { path: ['database', 'url'], schema: Settings.entries.database.entries.url }

export type Overlaid = {
  data: unknown
  locate: Locate
  /** The variable that gave a setting or a secret, by its dotted path. */
  given: ReadonlyMap<string, string>
  mistakes: Mistake[]
}

/**
 * Lays the environment over what the file says. A variable that is set but empty counts as not set; one that begins with
 * GATEHOUSE_ and is no setting is a mistake, because it was meant to be one, unless Kubernetes has put it there.
 */
export function overlay(data: unknown, locate: Locate, env: Environment): Overlaid {
  const given = new Map<string, string>()
  const mistakes: Mistake[] = []
  const groups = new Map<string, Record<string, unknown>>()
  const top: Record<string, unknown> = {}

  for (const [name, value] of Object.entries(env)) {
    const ours = name.startsWith(PREFIX) || name === 'DATABASE_URL'
    if (!ours || !value) continue
    const leaf = name === 'DATABASE_URL' ? databaseUrl : settingVariables.get(name)
    const secret = secretVariables.get(name)
    const path = leaf ? dotted(leaf.path) : secret
    if (path === undefined && isOfKubernetes(name, value)) continue
    if (path === undefined) mistakes.push(noSetting(name))
    else if (given.has(path)) mistakes.push({ source: name, path, what: `is also given by ${given.get(path)}`, right: 'must be given by one variable' })
    else given.set(path, name)
    if (!leaf) continue
    const [group, key] = leaf.path
    if (key === undefined) top[group] = typed(leaf.schema, value)
    else groups.set(group, { ...groups.get(group), [key]: typed(leaf.schema, value) })
  }

  return {
    data: isRecord(data) ? { ...merged(data, groups), ...top } : data,
    locate: (path, part) => {
      const variable = given.get(dotted(path))
      return variable ? { source: variable } : locate(path, part)
    },
    given,
    mistakes,
  }
}

function merged(data: Data, groups: ReadonlyMap<string, Data>): Data {
  const result: Record<string, unknown> = { ...data }
  for (const [name, values] of groups) {
    const below = data[name] ?? {}
    // A group that is no group stays as it is, to be named as a mistake.
    if (isRecord(below)) result[name] = { ...(name === 'database' ? otherThan(values, below) : below), ...values }
  }
  return result
}

/** There is one database: who names it in a variable means that one instead of the file's. */
function otherThan(values: Data, below: Data): Data {
  return 'folder' in values || 'url' in values ? {} : below
}

/** A variable is a text: a number or yes and no where one belongs, and a list by its commas. */
function typed(schema: AnySchema, value: string): unknown {
  const { type } = unwrap(schema)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  if (type === 'array') return value.split(',').map((item) => item.trim())
  return type === 'number' && /^\d+$/u.test(value) ? Number(value) : value
}

/**
 * Kubernetes tells every container where each service of its namespace listens, in variables that begin with the service's name:
 * `gatehouse` and `gatehouse-postgresql` begin as ours do. By its value too, lest a mistyped setting passes for one of them.
 */
function isOfKubernetes(name: string, value: string): boolean {
  const service = /^GATEHOUSE_(?:[A-Z0-9_]+_)??(SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)$/u.exec(name)?.[1]
  if (service === undefined) return false
  if (/^PORT(?:_\d+_[A-Z]+)?$/u.test(service)) return /^(?:tcp|udp|sctp):\/\//u.test(value)
  return true
}

function noSetting(name: string): Mistake {
  const guess = nearest(name, [...settingVariables.keys(), ...secretVariables.keys()])
  return { source: name, path: '', what: 'is no setting', right: guess ? `did you mean ${guess}?` : 'must be unset: it would change nothing' }
}
