import { domainOf, type DomainNames } from '../domain.ts'
import { text } from '../entry.ts'
import type { DomainOptions, Endpoint } from '../options.ts'
import { attributeFinding } from './attributes.ts'
import { certificateFindings } from './certificate.ts'
import { controllerAttributes, controllerFindings } from './controller.ts'
import { type Finding, findingsAbout } from './finding.ts'
import { listedControllers } from './listed.ts'
import { nameFinding } from './name.ts'
import { ownAccount, ownFindings } from './own-account.ts'
import { pdcFinding } from './pdc.ts'
import { peopleBelow } from './people.ts'
import { protectedNamesFinding } from './protected-by-name.ts'
import { protectedFinding } from './protected.ts'
import { readingFindings } from './reading.ts'
import { heldRights, rightsFindings } from './rights.ts'
import { ruleFindings } from './rules.ts'
import { grantLine } from './script.ts'
import { serviceFindings, type ServiceKeys } from './service-principal.ts'
import type { Session } from './session.ts'
import { signInFinding } from './sign-in.ts'

type Met = { readonly findings: readonly Finding[]; readonly session?: Session; readonly settings?: string | undefined }
type Surroundings = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** For each question, milliseconds. */
  readonly limit: number
  /** Whose tickets are taken, where it is of this domain's realm. */
  readonly service?: ServiceKeys | undefined
}

/**
 * Looks at a domain as the server will use it: every controller, then the rights of the service account. It changes nothing.
 * @returns one finding for each thing that was looked at; what could not be looked at has none
 */
export async function checkDomain(options: DomainOptions, { now, limit, service }: Surroundings): Promise<Finding[]> {
  const domain = domainOf(options.base)
  const { endpoints, finding } = await listedControllers(options, domain, AbortSignal.timeout(limit))
  const met = await Promise.all(endpoints.map((controller) => meet(controller)))
  const session = met.find((one) => one.session)?.session
  try {
    const reached = new Set(met.flatMap(({ settings }) => settings?.toLowerCase() ?? []))
    return [finding, ...met.flatMap(({ findings }) => findings), ...(session ? await lookAround(session, options, domain, reached, now(), limit) : []), ...(session && service ? await serviceFindings(service, domain, session, findingsAbout(domain.dns)) : [])]
  } finally {
    await Promise.all(met.flatMap((one) => one.session?.end() ?? []))
  }

  async function meet(controller: Endpoint): Promise<Met> {
    const name = await nameFinding(controller)
    if (name.state === 'missing') return { findings: [name] }
    const certificate = await certificateFindings(controller, options.ca, AbortSignal.timeout(limit), now())
    if (certificate.some(({ state }) => state === 'missing')) return { findings: [name, ...certificate] }
    const { finding: signIn, session } = await signInFinding(controller, options, limit)
    const root = session && await session.entry('', { attributes: controllerAttributes })
    if (!session || !root) return { findings: [name, ...certificate, signIn], ...(session && { session }) }
    return { findings: [name, ...certificate, signIn, ...controllerFindings(controller, root, domain, options.history ?? 'where-possible', now())], session, settings: text(root, 'dsServiceName') }
  }
}

async function lookAround(session: Session, options: DomainOptions, domain: DomainNames, reached: ReadonlySet<string>, now: number, limit: number): Promise<Finding[]> {
  const about = findingsAbout(domain.dns)
  const kept = [[options.privateMailAttribute, 'a private address'], [options.privateNumberAttribute, 'a number']] as const
  const own = await ownAccount(session)
  const { token } = own
  const people = await peopleBelow(session, options.base, own.entry?.dn, kept.map(([name]) => name))
  const root = await session.entry('', { attributes: ['schemaNamingContext'] })
  const schema = (root && text(root, 'schemaNamingContext')) ?? ''
  const found = [await pdcFinding(options, domain, session, reached, about), ...await ownFindings(own, domain, session, about, now)]
  if (people.units.length === 0) {
    return [...found, about.missing('people', `nobody is found below ${options.base}: nobody is there, or General and Public Information may not be read`, `${grantLine([options.base], '-Hardened')}; or another \`base\``)]
  }
  const { ours, others } = await heldRights(people, session, token)
  const units = ours.map(({ unit }) => unit)
  return [
    ...found,
    about.ok('people', `${people.all.length}${people.more ? ' and more' : ''} people in ${people.units.length} ${people.units.length === 1 ? 'unit' : 'units'} below ${options.base}`),
    ...rightsFindings(ours, others, about),
    ...readingFindings(units, token, about),
    ...await Promise.all(kept.map(([name, what]) => attributeFinding(name, what, { ...people, units }, session, schema, token, about))),
    ...await ruleFindings(domain, units, session, about),
    await protectedFinding(domain, session, token, about),
    await protectedNamesFinding(options.protected ?? [], options.bind.user, domain, session, AbortSignal.timeout(limit), about),
  ]
}
