import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { registrationOperations } from '@gatehouse/contract/registration'
import { auditKeys } from './audit/keys.ts'
import { keepHandingOutHeads } from './audit/heads.ts'
import { keepShowingLife } from './audit/sign-of-life.ts'
import { auditTrail } from './audit/trail.ts'
import { isBusy } from './busy.ts'
import type { Config } from './config/config.ts'
import { readFile } from '../groundwork/settings/read-file.ts'
import { deliveryOf } from './delivery/delivery.ts'
import { startQueue } from './delivery/queue.ts'
import { derivedCodes } from './gates/codes.ts'
import { gateList } from './gates/list.ts'
import { about } from './http/about.ts'
import { readinessOf } from './http/health.ts'
import { httpServer } from './http/http-server.ts'
import { internalServer } from './http/internal-server.ts'
import { effortBrake } from './throttle/effort.ts'
import { openDevices } from './open-devices.ts'
import { readPortal } from './http/portal/files.ts'
import { keepEndingOverdue } from './keep-ending-overdue.ts'
import { keepRegistrations } from './keep-registrations.ts'
import { listenOn, renewTls } from './listeners.ts'
import { liveLists } from './live-lists.ts'
import { liveFiles } from './live-files.ts'
import { livePolicy } from './live-policy.ts'
import { createLog, type Log } from '../groundwork/log/log.ts'
import { measuredDirectory } from './metrics/measured-directory.ts'
import { metrics } from './metrics/metrics.ts'
import { processMetrics } from './metrics/process.ts'
import { openCalls } from './open-calls.ts'
import { openDirectory } from './open-directory.ts'
import { openQuestions } from './open-questions.ts'
import { openRegistration } from './open-registration.ts'
import { openSignIn } from './open-sign-in.ts'
import { heldLists } from './passwords/held-lists.ts'
import { ownRules } from './passwords/own-rules.ts'
import type { Policy } from './policy/policy.ts'
import { factsIn } from './policy-needs.ts'
import type { Audit, Directory, IsStopped, Surroundings } from './recovery/ports.ts'
import { changesHere, untilStopped } from './recovery/changes.ts'
import { withCodeJudge } from './recovery/code-judge.ts'
import { decoyBy } from './recovery/decoy.ts'
import { evenly } from './recovery/evenly.ts'
import { contactsOf } from './registration/contacts.ts'
import { isTaken } from './registration/from-before.ts'
import { registrationKeys } from './registration/seal.ts'
import { recoveryService } from './recovery/service.ts'
import type { SignInDirectory } from './sign-in/ports.ts'
import type { Store } from './store/database.ts'
import { storedBudgets } from './store/budgets.ts'
import { storedEfforts } from './store/efforts.ts'
import { storedMessages } from './store/messages.ts'
import { openStore } from './store/open.ts'
import { guarded } from './store/problem.ts'
import { storedRegistrations } from './store/registrations.ts'
import { storedNoticesTold } from './store/notices-told.ts'
import { storedPeople } from './store/registered-people.ts'
import { queueLengths } from './store/queue-length.ts'
import { CHANGES, storedRecoveries } from './store/recoveries.ts'
import { storedOverdue } from './store/overdue.ts'
import { keepDeletingOldRecoveries } from './store/retention.ts'
import { atEnd } from './store/transaction-end.ts'
import { storedLinks, storedVisits } from './store/visits.ts'
import { readable, surroundings } from './surroundings.ts'
import { keyedNames } from './throttle/names.ts'
import { networkOf } from './throttle/network.ts'
import { createThrottle } from './throttle/throttle.ts'
import { httpVoiceLine } from './voice/http-line.ts'
import type { VoiceLine } from './voice/line.ts'
import { trialTurns } from './throttle/trial-turns.ts'
import { trusting } from '../groundwork/outgoing/trust.ts'
import { version } from './version.ts'

/** What somebody else brings along, and closes, instead of what the settings say: tests, and the demo with its directory in hand. */
export type Overrides = {
  /** Where the policy was read, and the SHA-256 of its text: it is watched there. */
  policyFile?: { file: string; fingerprint: string }
  store?: Store
  directory?: Directory & SignInDirectory
  /** Who calls people. */
  voice?: VoiceLine
  log?: Log
  surroundings?: Surroundings
}

export type RunningServer = {
  /** Where it listens, such as `https://192.0.2.7:8443`. */
  readonly url: string
  /** The internal listener; undefined where the settings have none. */
  readonly internalUrl: string | undefined
  readonly directory: Directory
  readonly audit: Audit
  /** Looks at the policy's file at once. */
  readonly reloadPolicy: () => Promise<void>
  /** Looks at once after the recoveries of which nobody hears any more. */
  readonly endOverdue: () => Promise<void>
  /** Takes the certificates of these settings for new connections, and nothing else of them. */
  readonly renewTls: (config: Config) => void
  /** Takes no more requests, lets those under way and the jobs begun finish, and closes everything. @param within milliseconds for the jobs */
  readonly close: (within?: number) => Promise<void>
}

/** Where scripts/build.ts puts the portal, beside this folder. */
const builtPortal = join(import.meta.dirname, '../out/portal')

/**
 * The whole server, from the settings to the socket.
 * @throws StoreProblem, or the system's error when it cannot listen; then nothing is left open
 */
export async function startServer(config: Config, policy: Policy, overrides: Overrides = {}): Promise<RunningServer> {
  const log = overrides.log ?? createLog(config.log.level, (line) => void process.stdout.write(line))
  const world = overrides.surroundings ?? surroundings
  const opened: ((within: number) => Promise<void>)[] = []
  const close = async (within = 10_000) => {
    // One part that does not end well keeps no other open.
    const failures: unknown[] = []
    for (const end of opened.splice(0).reverse()) await end(within).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw new AggregateError(failures, 'not everything closed')
  }

  try {
    const portal = config.portal && { ...config.portal, files: await readPortal(config.portal.folder ?? builtPortal) }
    const codes = derivedCodes(config.codesKey, config.otherCodesKey)
    const gates = gateList({ codes, smsMadeOutside: config.sms?.maker !== undefined })
    const numbers = metrics()
    const elapsed = () => performance.now()

    const store = overrides.store ?? await openStore(config.database)
    if (!overrides.store) opened.push(() => store.close())
    const audit = auditTrail({
      keys: auditKeys(config.auditKeys), atEnd, now: world.now, log,
      transact: (work) => guarded(() => store.database.transaction(work)),
      kept({ chain, seq, entry }) {
        numbers.told(entry)
        if (config.audit.inLog) log.info({ ...entry, chain, seq }, 'audit')
      },
    })
    opened.push(keepHandingOutHeads({ head: audit.head, folder: config.audit.headsFolder, log }), keepShowingLife(audit, log))
    await audit.record([{ kind: 'server-started', version }])
    // A database that is not there keeps no server from stopping.
    opened.push(() => audit.record([{ kind: 'server-stopped' }]).catch((error: unknown) => log.warn({ err: error }, 'the stop is not in the audit')))
    const unmeasured = overrides.directory ?? openDirectory(config.directory, log, numbers.controllers)
    if (!overrides.directory) opened.push(() => unmeasured.close())
    const directory = measuredDirectory(unmeasured, numbers, elapsed)
    const queue = await startQueue(store.jobs, log)
    opened.push((within) => queue.stop(within))

    opened.push(keepDeletingOldRecoveries(store.database, config.retention.recoveriesDays, log, world.now))
    const registrationKeyList = registrationKeys(config.registrationKeys)
    const changes = changesHere()
    const registrations = storedRegistrations({
      database: store.database, keys: registrationKeyList, tell: audit.tell, enqueue: queue.enqueueRegistration, log, ended: changes.tell, now: world.now,
    })
    const upkeep = keepRegistrations({
      database: store.database, keys: registrationKeyList, people: storedPeople(store.database, audit.tell), directory,
      days: config.retention.registrationsDays, now: world.now,
    }, log)
    opened.push(() => upkeep.stop())

    const lists = heldLists(dirname(config.policyFile), elapsed)
    opened.push(lists.close)
    const { branding, texts, questions } = liveFiles(config, log)
    const live = await livePolicy({
      first: policy, watched: overrides.policyFile, directory, audit, log, settings: factsIn(config), read: async (file) => (await readFile(file)).text,
      lists: liveLists({ lists, policyFile: config.policyFile, audit, log }), branding, texts, questions,
    })
    opened.push(() => live.stop())

    const names = keyedNames(config.codesKey)
    const budgets = storedBudgets(store.database)
    const signIn = openSignIn(config, { directory, turns: trialTurns(budgets, names, world.now), log })
    opened.push(() => signIn.close())
    const throttle = createThrottle({
      budgets, names, numbers: () => live.inForce().policy.budgets, now: world.now,
      spent({ budget, seconds }) {
        log.warn({ budget, seconds }, 'a budget is spent')
        // Who waits does not wait for the record as well.
        audit.record([{ kind: 'wait', budget, seconds }]).catch((error: unknown) => log.warn({ err: error }, 'a spent budget is not in the audit'))
      },
    })
    const messages = storedMessages(store.database)
    const stopping = new AbortController()
    const elsewhere = store.listen?.(CHANGES, changes.tell)
    if (elsewhere) opened.push(elsewhere)
    const recoveries = changes.watched(storedRecoveries(store.database, queue.enqueue, audit.tell))
    const pace = { elapsed, pause: (milliseconds: number) => setTimeout(milliseconds), chance: () => randomInt(2 ** 20) / 2 ** 20 }
    const contacts = contactsOf({ registrations, directory, fromDirectory: () => live.inForce().policy.registration.fromDirectory, now: world.now })
    const voice = overrides.voice ?? (config.voice && httpVoiceLine(config.voice))
    const delivery = deliveryOf(
      { mail: [config.mail, ...config.mail.fallback ?? []], sms: config.sms, company: config.company, texts: texts.languages, voice },
      { recoveries, directory, contacts, told: storedNoticesTold(store.database), messages, gates, codes, audit, throttle, log, now: world.now, pace },
    )
    opened.push(() => delivery.close())
    const passwords = ownRules({ company: config.company.name, lists, folder: dirname(config.policyFile), trust: () => trusting(undefined), log })
    const { judges, answers } = openQuestions({
      questions, policy: () => live.inForce().policy, registrations, company: config.company.name, key: config.codesKey, cores: availableParallelism(), elapsed, now: world.now,
    })
    const isStopped: IsStopped = async (person, begunAt) => isTaken(await registrations.read(person), begunAt)
    const recovery = evenly(recoveryService({
      store: recoveries, directory, isStopped, gates, policy: live.inForce, decoy: decoyBy(config.codesKey), throttle, isDelayed: delivery.watch.isDelayed, passwords, judges: withCodeJudge(judges, delivery.judge), changes: untilStopped(changes, stopping.signal), surroundings: world,
    }), pace)

    const calls = openCalls({
      voice, contacts, country: () => live.inForce().policy.registration.defaultCountry ?? config.sms?.country, recoveries, hear: recovery.hear, changes, messages,
      company: config.company.name, key: config.codesKey, throttle, audit, log, now: world.now,
    })
    opened.push(() => calls.close())
    const effort = config.portal && config.portal.effortBits > 0 ? effortBrake({
      key: config.codesKey, bits: config.portal.effortBits, efforts: storedEfforts(store.database), now: world.now, random: world.token,
      networkOf: (address) => names('address', networkOf(address)),
    }) : undefined
    const registration = portal && openRegistration({ ...config, portal }, {
      visits: storedVisits(store.database, queue.enqueueVisit, audit.tell), registrations, usedLinks: storedLinks(store.database), keys: registrationKeyList,
      signIn, directory, policy: live.inForce, codes, throttle, audit, delivery, texts: texts.languages, queue, answers, voice,
      look: () => branding.look()?.digest, effort: effort?.ask, pace, surroundings: world, log,
    })
    if (registration) opened.push(() => registration.close())

    const devices = openDevices(config, { database: store.database, audit, throttle, hasToRegister: registration?.hasToRegister, refused: numbers.deviceRefused, surroundings: world, log })

    await queue.work({ ...delivery.handlers, call: calls.deliver, ...registration?.jobs })
    // Closed before what it asks and tells.
    const overdue = keepEndingOverdue({ store: recoveries, overdue: storedOverdue(store.database), directory, isStopped, gates, surroundings: world }, log)
    opened.push(() => overdue.stop())

    const checks = { store: () => store.check(), directory: () => directory.check(), mail: delivery.checkMail }
    const readiness = readinessOf({ checks, providers: delivery.watch.states, policy: live.state, log, elapsed })
    const base = {
      isBusy,
      log,
      correlation: () => readable(8),
    }
    const http = httpServer({
      ...base, readiness, tls: config.listen.tls, portal: portal && { ...portal, effort }, proxies: config.listen.proxies, answered: numbers.answered,
      ticketsAt: signIn.negotiate && registrationOperations.signInNegotiate.path, registration: registration?.handlers, devices: devices?.service,
      handlers: {
        ...recovery,
        about: about({
          company: { name: config.company.name, helpdesk: config.company.helpdesk }, demo: directory.demo, policy: () => live.inForce().policy,
          look: () => branding.look()?.digest, effort: effort?.ask,
        }),
        branding: () => Promise.resolve(branding.look()?.branding ?? {}),
      },
    })
    const processNumbers = processMetrics(numbers.registry)
    const internal = internalServer({
      ...base, readiness, tls: config.internal?.tls,
      metrics: async () => {
        processNumbers()
        numbers.policy(live.state())
        // A database that is away must not hide the other numbers.
        if (devices) await devices.many().then(numbers.devices, () => { numbers.devices(new Map()) })
        await queueLengths(store.database).then(numbers.queues, () => { numbers.queues([]) })
        return numbers.registry.text()
      },
    })
    const listeners = [{ app: http, of: (one: Config) => one.listen }, { app: internal, of: (one: Config) => one.internal }] as const
    opened.push(() => internal.close(), () => http.close(), () => {
      stopping.abort()
      return Promise.resolve()
    })
    const url = await listenOn(listeners[0], config) ?? ''
    const internalUrl = await listenOn(listeners[1], config)

    log.info({ address: url, ...(internalUrl && { internal: internalUrl }), store: store.kind, version: store.version, directory: config.directory.kind, ...(portal && { portal: portal.origin }) }, 'started')
    return {
      url, internalUrl, audit, close, directory: unmeasured,
      reloadPolicy: live.reload, endOverdue: overdue.look,
      renewTls(renewed) {
        for (const listener of listeners) renewTls(listener, renewed)
        signIn.renew(renewed)
      },
    }
  } catch (error) {
    // Why it did not start is what matters.
    await close().catch(() => undefined)
    throw error
  }
}
