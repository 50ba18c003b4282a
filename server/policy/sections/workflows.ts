import { choices, entrances } from '@gatehouse/contract'
import * as v from 'valibot'
import { BELOW_DOMAIN } from '../../config/address-rules.ts'
import { gateNames } from '../gate-facts.ts'
import { whole } from './whole.ts'

/** A list of words from a few: at least one, and each once. */
const someOf = <const W extends string>(words: readonly W[], what: string, right: string) =>
  v.pipe(
    v.array(v.picklist(words, `must be ${right}: ${words.join(', ')}`), `must be a list of ${what}s, such as [${words[0] ?? ''}]`),
    v.minLength(1, `names no ${what}; must name at least one`),
    v.check((list) => new Set(list).size === list.length, `names a ${what} twice; must name each once`),
  )

const named = <S extends v.GenericSchema<string, string>>(what: string, item: S) =>
  v.pipe(
    v.array(item, `must be a list of ${what}s`),
    v.minLength(1, `names no ${what}; must name at least one, or be left out`),
    v.check((list) => new Set(list.map((name) => name.toLowerCase())).size === list.length, `names a ${what} twice; must name each once`),
  )

const GROUP = 'a distinguished name (CN=Board,OU=Groups,DC=corp,DC=example), an account name (CORP\\Board) or a SID'
const isSid = (name: string) => /^S-1-\d{1,15}(?:-\d{1,10}){1,15}$/u.test(name)
const isDn = (name: string) => BELOW_DOMAIN.test(name) && /^[A-Za-z][A-Za-z0-9-]*\s*=/u.test(name) && !/\p{Cc}/u.test(name)
/** `[OU=Berlin,DC=corp]` without quotes is a list of two. The last parts alone are a name again: the whole domain. */
const isWhole = (name: string) => !/^(?!dc\s*=)[a-z][a-z0-9-]*\s*=[^,]*$/iu.test(name)
const ONE_PART = 'is only one part of a distinguished name; must be the whole of it, in quotes because of its commas, such as "OU=Staff,DC=corp,DC=example"'
// What a group's account name may hold, MS-SAMR 3.1.1.6; before it the domain's short name.
const ACCOUNT = /^(?:[^\p{Cc}\\/:*?"<>|=,]{1,64}\\)?[^\p{Cc}\\/:*?"<>|=,;+[\]]{1,256}$/u

const Name = v.pipe(v.string('must be a text'), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(60, 'must have at most 60 characters'))

/** What some people must pass at some entrances before they may choose. The first that fits a person holds for them. */
const Workflow = v.strictObject({
  /** For administrators: in the log, the audit and `policy explain`. */
  name: Name,
  /** Whom it is for. Left out: everybody, everywhere. */
  for: v.optional(v.pipe(v.strictObject({
    entrances: v.optional(someOf(entrances, 'entrance', 'an entrance'), [...entrances]),
    /** `approved`: only at a workstation that an administrator has approved; it alone may ask for less than `portal-inside` (S-07). */
    devices: v.optional(v.literal('approved', 'must be approved (only at workstations that an administrator has approved), or be left out')),
    /** Whoever is in one of these, through however many others. Left out: in any or none. */
    groups: v.optional(named('group', v.pipe(
      v.string('must be a text'), v.trim(),
      v.check(isWhole, ONE_PART),
      v.check((name) => isSid(name) || isDn(name) || ACCOUNT.test(name), `is no name of a group; must be ${GROUP}`),
    ))),
    /** Whoever is in one of these, or below it. */
    units: v.optional(named('unit', v.pipe(
      v.string('must be a text'), v.trim(),
      v.check(isWhole, ONE_PART),
      v.check(isDn, 'is no distinguished name; must be like OU=Staff,DC=corp,DC=example'),
    ))),
  }), v.forward(
    v.check(({ devices, entrances: at }) => devices === undefined || at.join() === 'workstation', 'is approved, and devices are only at workstation; must stand beside entrances: [workstation]'),
    ['devices'],
  )), {}),
  gates: someOf(gateNames, 'gate', 'a gate that exists'),
  needed: whole(1, 10, 'How many different things must be proven: gates that rest on one thing count once.'),
  order: v.optional(v.picklist(['fixed', 'free'], 'must be fixed (the order of the list) or free (the person picks)'), 'fixed'),
  /** What may be done then. */
  choices: v.optional(someOf(choices, 'choice', 'a choice'), [...choices]),
})
export type Workflow = v.InferOutput<typeof Workflow>

export const WorkflowsSection = v.pipe(
  v.array(
    Workflow,
    'must be a list of workflows',
  ),
  v.minLength(1, 'has no workflow; must have at least one'),
  // Who comes in there would meet nothing at all, not even what somebody unknown meets.
  v.check(
    (workflows) => withoutWorkflow(workflows).length === 0,
    ({ input }) => `has no workflow for ${withoutWorkflow(input).join(' and ')}; must have one for each entrance and any device, such as one without \`for\` at the end`,
  ),
)

const withoutWorkflow = (workflows: readonly Workflow[]) =>
  entrances.filter((entrance) => !workflows.some(({ for: { entrances: at, devices } }) => devices === undefined && at.includes(entrance)))
