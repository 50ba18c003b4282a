import { isBelow } from '../../policy/below.ts'
import { type Directory, DirectoryProblem } from '../../recovery/ports.ts'
import type { SignInDirectory } from '../../sign-in/ports.ts'
import { sameName, type TypedName } from '../typed-name.ts'
import { accountAttributes, accountBytes, accountFrom } from './account.ts'
import { arrivalAttributes, arrivedAt } from './arrived.ts'
import { becameOf, traceOf } from './became.ts'
import { belongingFrom, belongingSearch, domainBefore, groupSearch, groupSid, unitSearch } from './belonging.ts'
import { byName } from './by-name.ts'
import { changesIn } from './changes.ts'
import type { Connection, Search } from './connection.ts'
import { daclOnly } from './control.ts'
import type { Controller } from './controller.ts'
import { controllersOf } from './controllers.ts'
import { dnsControllers } from './dns-controllers.ts'
import { domainOf } from './domain.ts'
import { text, texts } from './entry.ts'
import { guidBase } from './guid.ts'
import { hintsOf, saysWithoutHistory } from './kept-history.ts'
import { otherNames } from './names.ts'
import { type DomainOptions, type DirectoryLog, unwatched, usualLimits } from './options.ts'
import { domainRuleAttributes, domainRules, psoAttributes, psoRules, ruledAttributes } from './password-rules.ts'
import { passwordTrial } from './password-trial.ts'
import { type Candidate, personOfSid, sidFilter } from './person-search.ts'
import { mailAttributes, ownMailboxesFrom, privateMailFrom } from './private-mail.ts'
import { protectedNames } from './protected-names.ts'
import { isGone } from './refusal.ts'
import { later as afterPause } from './resting.ts'
import { isSid, sidText } from './sid.ts'
import { signInPause } from './sign-in-pause.ts'
import { stampsBefore } from './stamp.ts'

/** One domain, which may be one among several. */
export type DomainDirectory = Directory & SignInDirectory & {
  /** `corp.example.test` */
  readonly dns: string
  /** Everybody here who may be meant by a name; none where the name is that of somebody elsewhere. @throws DirectoryProblem */
  readonly candidates: (name: TypedName) => Promise<readonly Candidate[]>
  /** Everybody here of whose names this is one, whatever stands before or behind it. @throws DirectoryProblem */
  readonly namesakes: (name: TypedName) => Promise<readonly string[]>
  /** Whether that stands before or behind names of people here: a name of the domain, or a suffix of its forest. @throws DirectoryProblem */
  readonly isOurs: (name: string) => Promise<boolean>
  /** The same as far as it is known without asking. */
  readonly claims: (name: string) => boolean
  /** Whether this objectGUID is here. @throws DirectoryProblem */
  readonly has: (person: string) => Promise<boolean>
}

/** Who is asked: any controller that answers, or a certain one. */
type Asked = { readonly read: <T>(deadline: AbortSignal, work: (connection: Connection) => Promise<T>) => Promise<T> }

/**
 * A domain over LDAPS, as the service account may use it. Nothing is connected before the first call. Questions go to the first
 * controller that answers; how an account stands, and what becomes of it, to the one at which accounts are changed.
 * @param surroundings `now` in milliseconds since 1970; `monotonic` in milliseconds since whenever, and never jumps;
 *   `later` is when those that failed are tried again
 * @throws Error when an option cannot be right, such as a base without a domain
 */
export function activeDirectory(
  options: DomainOptions, log: DirectoryLog, { now = Date.now, monotonic = () => performance.now(), limits = usualLimits, watch = unwatched, later = afterPause } = {},
): DomainDirectory {
  const { base, privateMailAttribute, privateNumberAttribute, history = 'where-possible' } = options
  const domain = domainOf(base)
  const { controllers: listed } = options
  const source = 'length' in listed ? () => Promise.resolve(listed) : dnsControllers(domain.dns, listed, { log, monotonic, random: Math.random })
  const controllers = controllersOf(options, source, { signIn: options, domain, pause: signInPause(monotonic), log, limits, now, monotonic, later, watch, opened: (connection, host) => { saysWithoutHistory(connection, host, history, log) } })
  const anywhere = (what: Search, deadline: AbortSignal) => foundBy(controllers, what, deadline)
  const alsoProtected = protectedNames({ bindUser: options.bind.user, named: options.protected ?? [] }, domain, anywhere, monotonic)
  const names = otherNames(domain, options.netbiosName, anywhere, monotonic)

  const { isOursWithin, ...named } = byName({ base, domain, names, call, search })

  return {
    demo: undefined,
    dns: domain.dns,
    ...named,
    has: (person) => call('find', async (deadline) => (await entry(controllers, deadline, { base: guidBase(person), attributes: ['objectClass'] })) !== undefined),

    account: (person, at) => call('account', async (deadline) => {
      if (at !== undefined) return account(await controllers.at(at, deadline), person, deadline)
      return controllers.readForChanges(deadline, (controller, within) => account(controller, person, within))
    }),

    // MS-ADTS 3.1.1.4.5: computed, the attributes that whoever asks may write. Without this one nothing of ours is carried out.
    mayUnlock: (person) => call('mayUnlock', async (deadline) => {
      const found = await entry(controllers, deadline, { base: guidBase(person), attributes: ['allowedAttributesEffective'] })
      return found !== undefined && texts(found, 'allowedAttributesEffective').includes('lockoutTime')
    }),

    belonging: (person) => call('belonging', async (deadline) => {
      const found = await entry(controllers, deadline, belongingSearch(person))
      return found && belongingFrom(found)
    }),

    ofSid: (sid) => call('ofSid', (deadline) => personWith(sid, deadline)),

    group: (name) => call('group', async (deadline) => {
      // One of another domain is not to be found here, and can yet be among somebody's groups.
      if (isSid(name)) return name.toUpperCase()
      const prefix = domainBefore(name)
      if (prefix !== undefined && !(await isOursWithin(deadline, prefix))) return undefined
      return groupSid(await anywhere(groupSearch(name, domain), deadline))
    }),

    unit: (name) => call('unit', async (deadline) => (await entry(controllers, deadline, unitSearch(name)))?.dn),

    passwordRules: (person) => call('passwordRules', async (deadline) => {
      // At the controller where a password would be set: what it keeps to is what the person is shown.
      const [root, ruled, hints] = await controllers.readForChanges(deadline, (controller, within) => Promise.all([
        entry(controller, within, { base: domain.root, attributes: domainRuleAttributes }),
        entry(controller, within, { base: guidBase(person), attributes: ruledAttributes }),
        controller.read(within, (connection) => Promise.resolve(hintsOf(connection, history) !== undefined)),
      ]))
      if (!root) throw new DirectoryProblem('denied', "the service account may not read the domain's root")
      if (!ruled) throw new DirectoryProblem('gone', 'it went before its rules were read')
      const about = { person: ruled, hints, now: now() }
      const own = text(ruled, 'msDS-ResultantPSO')
      return own === undefined ? domainRules(root, about) : psoRules(await entry(controllers, deadline, { base: own, attributes: psoAttributes }), about)
    }),

    privateMail: (person) => call('privateMail', async (deadline) => {
      const found = await entry(controllers, deadline, { base: guidBase(person), attributes: mailAttributes(privateMailAttribute) })
      return found && privateMailFrom(found, privateMailAttribute)
    }),

    ownMail: (person) => call('ownMail', async (deadline) => {
      const found = await entry(controllers, deadline, { base: guidBase(person), attributes: ['mail'] })
      return found && text(found, 'mail')
    }),

    ownMailboxes: (person) => call('ownMailboxes', async (deadline) => {
      const found = await entry(controllers, deadline, { base: guidBase(person), attributes: mailAttributes() })
      return found ? ownMailboxesFrom(found) : []
    }),

    managerMail: (person) => call('managerMail', async (deadline) => {
      const found = await entry(controllers, deadline, { base: guidBase(person), attributes: ['manager'] })
      const manager = found && text(found, 'manager')
      if (manager === undefined || !isBelow(manager, base)) return undefined
      const theirs = await entry(controllers, deadline, { base: manager, attributes: ['mail'] })
      return theirs && text(theirs, 'mail')
    }),

    privateNumber: (person) => call('privateNumber', async (deadline) => {
      const found = await entry(controllers, deadline, { base: guidBase(person), attributes: [privateNumberAttribute] })
      return found && text(found, privateNumberAttribute)
    }),

    ...changesIn({ controllers, call, entry, alsoProtected, history }),

    tryPassword: passwordTrial({ options, domain, controllers, call, entry, account, monotonic }),

    ofTicket: (realm, bytes) => call('ofTicket', async (deadline) => {
      if (!sameName(realm, domain.dns)) return 'elsewhere'
      const sid = sidText(bytes)
      if (sid === undefined) return 'nobody'
      const person = await personWith(sid, deadline)
      const found = person === undefined ? null : await controllers.readForChanges(deadline, (controller, within) => account(controller, person, within))
      return person === undefined || !found ? 'nobody' : { person, account: found }
    }),

    arrived: (person, choice, at, workstation) => call('arrived', async (deadline) => {
      const there = await controllers.ofWorkstation(workstation, deadline)
      const changed = there && await controllers.at(at, deadline)
      if (!there || there === changed) return there && true
      // It is tried in the background; whoever looks at the screen is not kept waiting for it.
      if (there.resting()) return undefined
      const [then, seen] = await Promise.all([changed, there].map(async (one) => one && await entry(one, deadline, { base: guidBase(person), attributes: arrivalAttributes })))
      return arrivedAt(choice, then, seen)
    }, limits.ask),

    became: (person, sent) => call('became', async (deadline) => {
      const all = await controllers.awake(deadline)
      const entries = await Promise.allSettled(all.map((one) => entry(one, deadline, traceOf(person))))
      return becameOf(sent, all.flatMap((one, index) => {
        const found = entries[index]
        return found?.status === 'fulfilled' ? [{ host: one.endpoint.host, invocation: one.known()?.invocation, entry: found.value ?? null }] : []
      }))
    }),

    check: () => call('check', async (deadline) => {
      // Where accounts are changed: while that one is away nobody gets back in, whoever else answers.
      const found = await controllers.readForChanges(deadline, (controller, within) => entry(controller, within, { base, attributes: ['objectClass'] }))
      if (!found) throw new DirectoryProblem('denied', 'the base is not there, or the service account may not read it')
      await alsoProtected(deadline)
    }),

    close: () => controllers.close(),
  }

  /** One call of the port, with its time limit. A recovery swallows some problems, so they are told to the log here. */
  async function call<T>(operation: string, work: (deadline: AbortSignal) => Promise<T>, limit = limits.call): Promise<T> {
    try {
      return await work(AbortSignal.timeout(limit))
    } catch (error) {
      if (error instanceof DirectoryProblem) {
        const level = error.kind === 'password-refused' || error.kind === 'protected' ? 'info' : 'warn'
        log[level]({ domain: domain.dns, operation, kind: error.kind, detail: error.message }, 'the directory did not do what was asked')
      }
      throw error
    }
  }

  /** @throws DirectoryProblem; where no person is asked for, an absent base is a wrong option or a missing right */
  async function search(deadline: AbortSignal, what: Search) {
    try {
      return await controllers.read(deadline, (connection) => connection.search(what))
    } catch (error) {
      throw isGone(error) ? new DirectoryProblem('denied', 'the base of the search is not there') : error
    }
  }

  /** One entry, undefined when it is not there. */
  async function entry(asked: Asked, deadline: AbortSignal, what: Search) {
    const [found] = await foundBy(asked, what, deadline)
    return found
  }

  /** Nothing when the base is not there. */
  async function foundBy(asked: Asked, what: Search, deadline: AbortSignal) {
    try {
      return await asked.read(deadline, (connection) => connection.search(what))
    } catch (error) {
      if (isGone(error)) return []
      throw error
    }
  }

  /** @returns the objectGUID of whoever has this SID */
  async function personWith(sid: string, deadline: AbortSignal) {
    return personOfSid(await search(deadline, { base, below: sidFilter(sid), attributes: ['objectGUID'], bytes: ['objectGUID'] }))
  }

  async function account(controller: Controller, person: string, deadline: AbortSignal) {
    const [found, also] = await Promise.all([
      entry(controller, deadline, { base: guidBase(person), attributes: accountAttributes, bytes: accountBytes, controls: [daclOnly] }),
      alsoProtected(deadline),
    ])
    return found ? { ...accountFrom(found, now(), also), controller: controller.endpoint.host, ...stampsBefore(found, controller.known()?.invocation) } : null
  }
}
