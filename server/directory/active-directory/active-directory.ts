import { type Directory, DirectoryProblem } from '../../recovery/ports.ts'
import { sameName, typedName } from '../typed-name.ts'
import { accountAttributes, accountBytes, accountFrom } from './account.ts'
import { belongingFrom, belongingSearch, domainBefore, groupSearch, groupSid, plainNameOf, unitSearch } from './belonging.ts'
import { type Connection, openConnection, type Search } from './connection.ts'
import { daclOnly } from './control.ts'
import { domainOf, netbiosNameSearch } from './domain.ts'
import { text } from './entry.ts'
import { guidBase } from './guid.ts'
import { withUnicodePwd } from './new-password.ts'
import { type DomainOptions, type DirectoryLog, usualLimits } from './options.ts'
import { domainRuleAttributes, domainRules, psoAttributes, psoRules, ruledAttributes } from './password-rules.ts'
import { policyHints } from './policy-hints.ts'
import { onlyPerson, personAttributes, personBytes, personFilter } from './person-search.ts'
import { mailAttributes, privateMailFrom } from './private-mail.ts'
import { isProtected, protectionAttributes, protectionBytes } from './protected.ts'
import { protectedNames } from './protected-names.ts'
import { sharedConnection } from './shared-connection.ts'
import { isSid } from './sid.ts'
import { withSignInPause } from './sign-in-pause.ts'

/**
 * Active Directory over LDAPS, as the service account may use it. Nothing is connected before the first call.
 * @param surroundings `now` in milliseconds since 1970; `monotonic` in milliseconds since whenever, and never jumps
 * @throws Error when an option cannot be right, such as a URL without TLS
 */
export function activeDirectory(
  options: DomainOptions, log: DirectoryLog, { now = Date.now, monotonic = () => performance.now(), limits = usualLimits } = {},
): Directory {
  const { base, privateMailAttribute, privateNumberAttribute } = options
  const domain = domainOf(base)
  const server = firstOf(options)
  const open = async () => {
    const connection = await openConnection(server, options, limits.connect)
    log.info({ host: server.host, port: server.port }, 'connected to the directory')
    if (!policyHints(connection.supports)) log.warn({ host: server.host, port: server.port }, withoutHistory[options.history ?? 'where-possible'])
    return connection
  }
  const shared = sharedConnection(withSignInPause(open, monotonic))
  const alsoProtected = protectedNames({ bindUser: options.bind.user, named: options.protected ?? [] }, domain, foundBy, monotonic)
  let netbiosName = options.netbiosName

  return {
    demo: undefined,

    find: (typed) => call('find', async (deadline) => {
      const name = typedName(typed)
      if (!name) return undefined
      if (name.spelling === 'account' && name.domain !== undefined && !(await isOurs(name.domain, deadline))) return undefined
      const found = await search(deadline, { base, below: personFilter(name, domain.dns), attributes: personAttributes, bytes: personBytes })
      return onlyPerson(found, name)
    }),

    plainName: (typed) => call('plainName', (deadline) => plainNameOf(typed, (name) => isOurs(name, deadline))),

    belonging: (person) => call('belonging', async (deadline) => {
      const found = await entry(deadline, belongingSearch(person))
      return found && belongingFrom(found)
    }),

    group: (name) => call('group', async (deadline) => {
      // One of another domain is not to be found here, and can yet be among somebody's groups.
      if (isSid(name)) return name.toUpperCase()
      const prefix = domainBefore(name)
      if (prefix !== undefined && !(await isOurs(prefix, deadline))) return undefined
      return groupSid(await foundBy(groupSearch(name, domain), deadline))
    }),

    unit: (name) => call('unit', async (deadline) => (await entry(deadline, unitSearch(name)))?.dn),

    account: (person) => call('account', (deadline) => account(person, deadline)),

    passwordRules: (person) => call('passwordRules', async (deadline) => {
      const [root, ruled, hints] = await Promise.all([
        entry(deadline, { base: domain.root, attributes: domainRuleAttributes }),
        entry(deadline, { base: guidBase(person), attributes: ruledAttributes }),
        shared.read(deadline, (connection) => Promise.resolve(hintsOf(connection) !== undefined)),
      ])
      if (!root) throw new DirectoryProblem('denied', "the service account may not read the domain's root")
      if (!ruled) throw new DirectoryProblem('gone', 'it went before its rules were read')
      const about = { person: ruled, hints, now: now() }
      const own = text(ruled, 'msDS-ResultantPSO')
      return own === undefined ? domainRules(root, about) : psoRules(await entry(deadline, { base: own, attributes: psoAttributes }), about)
    }),

    privateMail: (person) => call('privateMail', async (deadline) => {
      const found = await entry(deadline, { base: guidBase(person), attributes: mailAttributes(privateMailAttribute) })
      return found && privateMailFrom(found, privateMailAttribute)
    }),

    ownMail: (person) => call('ownMail', async (deadline) => {
      const found = await entry(deadline, { base: guidBase(person), attributes: ['mail'] })
      return found && text(found, 'mail')
    }),

    privateNumber: (person) => call('privateNumber', async (deadline) => {
      const found = await entry(deadline, { base: guidBase(person), attributes: [privateNumberAttribute] })
      return found && text(found, privateNumberAttribute)
    }),

    unlock: (person) => call('unlock', async (deadline) => {
      await mustNotBeProtected(person, deadline)
      await shared.write(deadline, (connection) => connection.replace(guidBase(person), UNLOCKED))
      const after = await account(person, deadline).catch(afterChange)
      if (!after) throw new DirectoryProblem('gone', 'it went while it was unlocked')
      if (after.locked) throw new DirectoryProblem('not-confirmed', 'it is still locked, or locked again')
    }),

    setPassword: (person, password) => call('setPassword', async (deadline) => {
      await mustNotBeProtected(person, deadline)
      // A set password alone does not unlock; in one change neither can happen without the other.
      await shared.write(deadline, (connection) => {
        const hints = hintsOf(connection)
        return withUnicodePwd(password, (unicodePwd) => connection.replace(guidBase(person), { unicodePwd, ...UNLOCKED }, hints ? [hints] : []))
      })
    }),

    check: () => call('check', async (deadline) => {
      const found = await entry(deadline, { base, attributes: ['objectClass'] })
      if (!found) throw new DirectoryProblem('denied', 'the base is not there, or the service account may not read it')
      await alsoProtected(deadline)
    }),

    close: () => shared.close(),
  }

  /** One call of the port, with its time limit. A recovery swallows some problems, so they are told to the log here. */
  async function call<T>(operation: string, work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await work(AbortSignal.timeout(limits.call))
    } catch (error) {
      if (error instanceof DirectoryProblem) {
        const level = error.kind === 'password-refused' || error.kind === 'protected' ? 'info' : 'warn'
        log[level]({ host: server.host, operation, kind: error.kind, detail: error.message }, 'the directory did not do what was asked')
      }
      throw error
    }
  }

  /** @throws DirectoryProblem; where no person is asked for, an absent base is a wrong option or a missing right */
  async function search(deadline: AbortSignal, what: Search) {
    try {
      return await shared.read(deadline, (connection) => connection.search(what))
    } catch (error) {
      throw isGone(error) ? new DirectoryProblem('denied', 'the base of the search is not there') : error
    }
  }

  /** One entry, undefined when it is not there. */
  async function entry(deadline: AbortSignal, what: Search) {
    const [found] = await foundBy(what, deadline)
    return found
  }

  /** Nothing when the base is not there. */
  async function foundBy(what: Search, deadline: AbortSignal) {
    try {
      return await shared.read(deadline, (connection) => connection.search(what))
    } catch (error) {
      if (isGone(error)) return []
      throw error
    }
  }

  async function account(person: string, deadline: AbortSignal) {
    const [found, also] = await Promise.all([
      entry(deadline, { base: guidBase(person), attributes: accountAttributes, bytes: accountBytes, controls: [daclOnly] }),
      alsoProtected(deadline),
    ])
    return found ? accountFrom(found, now(), also) : null
  }

  /**
   * Asked right before each change, whoever asks for it and whatever was read before: somebody may have become an administrator
   * since (S-17). @throws DirectoryProblem `protected`, or `gone`
   */
  async function mustNotBeProtected(person: string, deadline: AbortSignal) {
    const [found, also] = await Promise.all([
      entry(deadline, { base: guidBase(person), attributes: protectionAttributes, bytes: protectionBytes }),
      alsoProtected(deadline),
    ])
    if (!found) throw new DirectoryProblem('gone', 'it went before it was changed')
    if (isProtected(found, also)) throw new DirectoryProblem('protected', 'this account is not to be recovered here')
  }

  /** @throws DirectoryProblem `denied` where the settings ask for the history, and this controller would not look at it */
  function hintsOf(connection: Connection) {
    const hints = policyHints(connection.supports)
    if (!hints && options.history === 'required') throw new DirectoryProblem('denied', 'this domain controller does not keep to the password history when a password is reset, which the settings require')
    return hints
  }

  async function isOurs(prefix: string, deadline: AbortSignal): Promise<boolean> {
    if (sameName(prefix, domain.dns)) return true
    netbiosName ??= await askNetbiosName(deadline)
    return sameName(prefix, netbiosName)
  }

  async function askNetbiosName(deadline: AbortSignal): Promise<string | undefined> {
    const root = await entry(deadline, { base: '', attributes: ['configurationNamingContext'] })
    const configuration = root && text(root, 'configurationNamingContext')
    if (configuration === undefined) return undefined
    const [found] = await search(deadline, netbiosNameSearch(configuration, domain))
    return found && text(found, 'nETBIOSName')
  }
}

function firstOf({ controllers }: DomainOptions) {
  const [first] = 'length' in controllers ? controllers : []
  if (!first) throw new Error('names no domain controller')
  return first
}

const withoutHistory = {
  'required': 'this domain controller does not keep to the password history when a password is reset: none is set there',
  'where-possible': 'this domain controller does not keep to the password history when a password is reset: a used one is taken',
} as const

const UNLOCKED = { lockoutTime: '0' } as const

const isGone = (error: unknown) => error instanceof DirectoryProblem && error.kind === 'gone'

/** The change was accepted; that it could not be read back does not mean that nothing was changed. */
function afterChange(error: unknown): never {
  if (error instanceof DirectoryProblem && error.kind === 'unreachable') throw new DirectoryProblem('lost', 'accepted, but not read back')
  throw error
}
