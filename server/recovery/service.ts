import { createHash } from 'node:crypto'
import type { OperationName, Parsed, Secret, View, Workstation } from '@gatehouse/contract'
import type { CallHeard } from '../gates/call-state.ts'
import type { Gates } from '../gates/list.ts'
import type { GateName } from '../policy/gate-facts.ts'
import type { Throttle } from '../throttle/throttle.ts'
import { admit, mayBegin, placeOf, type PolicyInForce } from './admit.ts'
import { entriesOf, entriesOfBegin } from './audit.ts'
import { boundTo } from './bound-token.ts'
import { carryOutPassword, carryOutUnlock, settleLost } from './carry-out.ts'
import { helps } from './choices.ts'
import type { Decoy } from './decoy.ts'
import type { IsDelayed } from './delivery-shown.ts'
import type { Event, Outcome } from './event.ts'
import { expire, firstGate, type Refusal, transition } from './machine.ts'
import { messagesOf } from './messages-of.ts'
import { paid } from './paid.ts'
import type { Changes, Directory, IsStopped, Judges, PasswordRules, Recoveries, Source, Stored, Surroundings } from './ports.ts'
import type { Account, Effect, Recovery, Working } from './recovery.ts'
import { showing } from './showing.ts'
import { markOf, needsFacts } from './view.ts'

/** How long a carrying out may take before a reading finds out itself: more than the directory driver's own limit of 10 s. */
const CARRYING_OUT_LIMIT = 20_000
/** A process that stood still for longer between recording a choice and carrying it out leaves it: somebody may have moved on. */
const FRESH = 5000

/** A refusal that the person's client can word. */
export class RecoveryRefusal extends Error {
  readonly code: Refusal | 'unknown-recovery' | 'device-needed'

  constructor(code: Refusal | 'unknown-recovery' | 'device-needed') {
    super(code)
    this.name = 'RecoveryRefusal'
    this.code = code
  }
}

type Parts = {
  store: Recoveries
  directory: Directory
  isStopped: IsStopped
  gates: Gates
  /** The one that holds for who begins now; who has begun keeps the one from then. */
  policy: () => PolicyInForce
  decoy: Decoy
  throttle: Throttle
  /** Absent: every way always works. */
  isDelayed?: IsDelayed
  /** Our own rules for a new password. */
  passwords: PasswordRules
  judges: Judges
  changes: Changes
  surroundings: Surroundings
}

/** How long another view is waited for: shorter than the patience of clients and proxies. Milliseconds. */
const FOLLOWED_FOR = 10_000

type Begun = { view: View; token: string }
type AtStep<N extends OperationName> = (token: Secret, input: Parsed<N>) => Promise<View>

export type RecoveryService = {
  begin: (input: Parsed<'begin'>, source: Source) => Promise<Begun>
  read: (token: Secret) => Promise<View>
  answer: AtStep<'answer'>
  sendAgain: AtStep<'sendAgain'>
  pickWay: AtStep<'pickWay'>
  choose: AtStep<'choose'>
  reconsider: AtStep<'reconsider'>
  setPassword: AtStep<'setPassword'>
  extend: (token: Secret) => Promise<View>
  cancel: (token: Secret) => Promise<View>
  /** The view once it is another one than that of the mark, or as it is when the time is over. */
  follow: (token: Secret, input: Parsed<'follow'>) => Promise<View>
  /** Something was heard of a call. @returns the recovery as it then is; undefined when it was no news @throws MustWait */
  hear: (recovery: string, gate: GateName, heard: CallHeard) => Promise<Recovery | undefined>
}

/** The operations of a recovery: loads, asks the pure machine, saves, and only then lets effects happen. */
export function recoveryService({ store, directory, isStopped, gates, policy, decoy, throttle, isDelayed = () => false, passwords, judges, changes, surroundings }: Parts): RecoveryService {
  const { now } = surroundings
  const show = showing({ directory, gates, judges, passwords, isDelayed, now })

  return {
    async begin({ account, language, name, site, controller }, { entrance, address, device }) {
      const inForce = policy()
      // Said before a name is looked at: it depends on none (S-10).
      if (!mayBegin(inForce.policy, entrance, device)) throw new RecoveryRefusal('device-needed')
      await throttle.arrive(address, device?.id)
      const { person, terms } = await admit(account, placeOf(entrance, device), { directory, inForce, decoy })
      const counted = await throttle.identify({ typed: account, person, address, device: device?.id }, terms.workflow.gates, terms.workflow.needed)
      const at = now()
      const token = surroundings.token()
      const { recovery, effects } = firstGate(
        {
          id: surroundings.id(), caseNumber: surroundings.caseNumber(), entrance, language, ...workstationOf({ name, site, controller }), person, terms, counted,
          begunAt: at, lastSignAt: at, passed: [], left: [], stepToken: surroundings.token(),
        },
        gates, at,
      )
      for (const effect of effects) if (effect.type === 'send-code') await throttle.ask(counted, effect.gate)
      await store.add(recovery, hash(device ? boundTo(token, device.jkt) : token), messagesOf(recovery, effects), entriesOfBegin(recovery, effects, device?.id))
      return { view: await show(recovery), token }
    },

    async read(token) {
      const stored = await find(token)
      const { place, person, begunAt } = stored.recovery
      const waitedLongEnough = place.at === 'working' && (place.lost || now() - place.since > CARRYING_OUT_LIMIT)
      if (!waitedLongEnough || person === null) return show(stored.recovery)
      return show(await settle(token, stored.recovery.stepToken, await settleLost({ directory, isStopped }, { person, begunAt }, place, now())))
    },

    answer: (token, { stepToken, answer }) => act(token, () => ({ type: 'answered', stepToken, answer, ...always() })),
    sendAgain: (token, { stepToken }) => act(token, () => ({ type: 'message-asked', stepToken, ...always() })),
    pickWay: (token, { stepToken, way }) => act(token, () => ({ type: 'way-picked', stepToken, way, ...always() })),
    reconsider: (token, { stepToken }) => act(token, () => ({ type: 'reconsidered', stepToken, ...always() })),
    extend: (token) => act(token, () => ({ type: 'extended', ...always() })),
    cancel: (token) => act(token, () => ({ type: 'cancelled', ...always() })),

    async follow(token, { mark }) {
      const { recovery: { id } } = await find(token)
      const enough = new AbortController()
      // Waited for from before it is read: what changes in between is not missed.
      const changed = changes.next(id, FOLLOWED_FOR, enough.signal)
      const { recovery } = await find(token)
      if (markOf(expire(recovery, now())) === mark) await changed
      enough.abort()
      return show((await find(token)).recovery)
    },

    async hear(id, gate, heard) {
      try {
        const { recovery } = await apply(() => findById(id), () => ({ type: 'call-heard', gate, heard, ...always() }))
        return recovery
      } catch (error) {
        if (error instanceof RecoveryRefusal) return undefined
        throw error
      }
    },

    choose: (token, { stepToken, choice }) =>
      act(token, async (recovery) => ({ type: 'chosen', stepToken, choice, account: await accountOf(recovery), ...always() })),

    setPassword: (token, { stepToken, password }) =>
      act(token, async (recovery) => {
        const account = await accountOf(recovery)
        return { type: 'password-given', stepToken, account, refused: await refusedBy(recovery, stepToken, account, password), ...always() }
      }, password),
  }

  /** One event of the person's, with all that follows from it. */
  async function act(token: Secret, event: (recovery: Recovery) => Event | Promise<Event>, password?: Secret): Promise<View> {
    const { recovery, effects } = await apply(() => find(token), event)
    const { person, place, stepToken, begunAt } = recovery
    const begun = effects.some(({ type }) => type === 'carry-out')
    if (!begun || place.at !== 'working' || person === null) return show(recovery)
    const outcome = now() - place.since > FRESH ? 'not-done' : await carryOut(place, { person, begunAt }, password)
    return show(await settle(token, stepToken, outcome))
  }

  /** Records what became of the choice of that step. Somebody may have found out first: then that stands. */
  async function settle(token: Secret, stepToken: string, outcome: Outcome): Promise<Recovery> {
    try {
      return (await apply(() => find(token), () => ({ type: 'carried-out', stepToken, outcome, ...always() }))).recovery
    } catch (error) {
      if (error instanceof RecoveryRefusal && error.code !== 'unknown-recovery') return (await find(token)).recovery
      throw error
    }
  }

  /**
   * Applies an event to the stored recovery. When another was faster, the event meets the newer state: its step token is then
   * used up, unless the other was a mere sign of life.
   */
  async function apply(
    from: () => Promise<Stored>,
    makeEvent: (recovery: Recovery) => Event | Promise<Event>,
  ): Promise<{ recovery: Recovery; effects: readonly Effect[] }> {
    let giveBack = nothing
    for (;;) {
      const stored = await from()
      const event = await makeEvent(stored.recovery)
      const first = transition(stored.recovery, event, gates)
      if (!first.ok) throw new RecoveryRefusal(first.refusal)
      await giveBack()
      const { result, settle: settled, undo, costsAnyway } = await paid(stored.recovery, event, first, { gates, throttle, judges })
      const { recovery, effects } = result
      if (await store.save(stored, recovery, messagesOf(recovery, effects), entriesOf(stored.recovery, event, recovery, effects, result.judged))) {
        await settled()
        return result
      }
      // What costs anyway is given back only where it is judged, and paid for, once more.
      giveBack = costsAnyway ? undo : nothing
      if (!costsAnyway) await undo()
    }
  }

  async function find(token: Secret): Promise<Stored> {
    const stored = await store.byToken(hash(token.reveal()))
    if (!stored) throw new RecoveryRefusal('unknown-recovery')
    return stored
  }

  async function findById(id: string): Promise<Stored> {
    const stored = await store.byId(id)
    if (!stored) throw new RecoveryRefusal('unknown-recovery')
    return stored
  }

  /** Before the gates are passed the directory is not asked: neither for a real person nor for one who does not exist. */
  async function accountOf(recovery: Recovery): Promise<Account | null> {
    return recovery.person !== null && needsFacts(recovery, now()) ? directory.account(recovery.person) : null
  }

  /** Our own rules are asked only where the password could be set otherwise: nobody looks passwords up through us for nothing. */
  async function refusedBy(recovery: Recovery, stepToken: string, account: Account | null, password: Secret) {
    const isAsked = recovery.place.at === 'new-password' && recovery.stepToken === stepToken && account !== null
      && helps('set-password', account, recovery.terms.workflow.choices)
    return isAsked ? passwords.judge(password, recovery.terms.password, account) : undefined
  }

  /** Who may is asked once more here: what was saved a moment ago may have been overtaken by a freeze (S-16), as an account may have become protected (S-17). */
  async function carryOut({ choice, controller }: Working, { person, begunAt }: { person: string; begunAt: number }, password: Secret | undefined): Promise<Outcome> {
    if (await isStopped(person, begunAt)) return 'stopped'
    if (choice === 'unlock') return carryOutUnlock(directory, person, controller)
    if (!password) throw new Error('a password is set only where one was given')
    return carryOutPassword(directory, person, password, controller)
  }

  function always() {
    return { now: now(), nextToken: surroundings.token() }
  }
}

function workstationOf({ name, site, controller }: Workstation): Pick<Recovery, 'workstation'> {
  const workstation = { ...(name !== undefined && { name }), ...(site !== undefined && { site }), ...(controller !== undefined && { controller }) }
  return Object.keys(workstation).length > 0 ? { workstation } : {}
}

const nothing = () => Promise.resolve()

const hash = (token: string) => createHash('sha256').update(token).digest('hex')
