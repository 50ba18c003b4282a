import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import type { Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Account } from '../../recovery/recovery.ts'
import type { Tried } from '../../sign-in/ports.ts'
import type { Search } from './connection.ts'
import type { Controller } from './controller.ts'
import type { Controllers } from './controllers.ts'
import type { DomainNames } from './domain.ts'
import { text } from './entry.ts'
import { guidBase } from './guid.ts'
import type { DomainOptions } from './options.ts'
import { ownWrongTries } from './own-wrong-tries.ts'
import { timeOf } from './root-entry.ts'
import { trialBind } from './trial-bind.ts'
import { countAttributes, type LockOutRules, lockOutAttributes, lockOutRules, mayBeTried, psoLockOutAttributes, wrongCount } from './wrong-count.ts'

type Parts = {
  readonly options: DomainOptions
  readonly domain: DomainNames
  readonly controllers: Pick<Controllers, 'pdc'>
  readonly call: <T>(operation: string, work: (deadline: AbortSignal) => Promise<T>) => Promise<T>
  readonly entry: (asked: Controller, deadline: AbortSignal, what: Search) => Promise<Entry | undefined>
  readonly account: (controller: Controller, person: string, deadline: AbortSignal) => Promise<Account | null>
  readonly monotonic: () => number
}

/** Longer than any that a directory keeps (MS-SAMR 2.2.3.1 and Windows' own limit for typing one). */
const LONGEST = 256

/**
 * Tries passwords at the PDC emulator, which counts the wrong ones of the whole domain: there its count is read, and there the try is
 * made (S-11). Whoever is not to be tried, or is nobody, costs the same questions and a sign-in of a name that nobody has (S-10).
 */
export function passwordTrial({ options, domain, controllers, call, entry, account, monotonic }: Parts) {
  const own = ownWrongTries(monotonic)

  return (person: string | undefined, _typed: string, password: Secret): Promise<Tried> => call('tryPassword', async (deadline) => {
    const pdc = await controllers.pdc(deadline)
    const found = await look(pdc, person ?? randomUUID(), deadline)
    const possible = found !== undefined && password.reveal() !== '' && password.reveal().length <= LONGEST && mayHaveOne(found.account)
    if (!possible || person === undefined) return asNobody(pdc, 'wrong', deadline)
    const { rules, dn } = found
    if (!mayBeTried(Math.max(found.count, own.count(person)), rules)) return asNobody(pdc, 'too-close', deadline)

    // Counted before it is known: an answer that never comes may have been a "wrong".
    own.add(person, rules.window)
    const answer = await trialBind(pdc.endpoint, options, dn, password, deadline)
    if (answer === 'wrong') return { kind: 'wrong' }
    own.forget(person)
    return answer === 'right' ? { kind: 'right', account: found.account } : { kind: 'right-but', why: answer, account: found.account }
  })

  /** The account, its count and the rules for it, all as the one controller has them. */
  async function look(pdc: Controller, person: string, deadline: AbortSignal) {
    const base = guidBase(person)
    const [found, counted, root, top] = await Promise.all([
      account(pdc, person, deadline),
      entry(pdc, deadline, { base, attributes: countAttributes }),
      entry(pdc, deadline, { base: domain.root, attributes: lockOutAttributes }),
      entry(pdc, deadline, { base: '', attributes: ['currentTime'] }),
    ])
    if (!found || !counted) return undefined
    const own = text(counted, 'msDS-ResultantPSO')
    const settings = own === undefined ? undefined : await entry(pdc, deadline, { base: own, attributes: psoLockOutAttributes })
    const rules = own === undefined ? rulesAt(root, lockOutAttributes) : rulesAt(settings, psoLockOutAttributes)
    const clock = timeOf(top && text(top, 'currentTime'))
    if (clock === undefined) throw new DirectoryProblem('denied', 'the domain controller does not say what time it is')
    return { account: found, dn: counted.dn, rules, count: wrongCount(counted, rules, clock) }
  }

  async function asNobody<K extends 'wrong' | 'too-close'>(pdc: Controller, kind: K, deadline: AbortSignal): Promise<{ kind: K }> {
    await trialBind(pdc.endpoint, options, `CN=${randomUUID()},${options.base}`, new Secret(randomBytes(12).toString('base64')), deadline)
    return { kind }
  }
}

/** @throws DirectoryProblem `denied` */
function rulesAt(entry: Entry | undefined, attributes: typeof lockOutAttributes | typeof psoLockOutAttributes): LockOutRules {
  if (!entry) throw new DirectoryProblem('denied', `the service account may not read ${attributes[0]}: after how many wrong passwords the account is locked is unknown`)
  return lockOutRules(entry, attributes)
}

/** Of the others no password is ever right, or the try could do harm: an expired one is told apart by the directory. */
const mayHaveOne = ({ locked, disabled, accountExpired, smartCardRequired }: Account) => !locked && !disabled && !accountExpired && !smartCardRequired
