import type { Workstation } from '@gatehouse/contract'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { type Controller, type ControllerParts, controllerAt, NotUsable } from './controller.ts'
import type { Connection } from './connection.ts'
import { sameDn } from './domain.ts'
import { text } from './entry.ts'
import type { DomainOptions, Endpoint } from './options.ts'
import { ofWorkstation } from './of-workstation.ts'

type Work<T> = (connection: Connection) => Promise<T>

/** The controllers of one domain: which one is asked what. */
export type Controllers = {
  /** Asks the first that answers, in the order of the settings or of DNS. @throws DirectoryProblem of the first one that failed */
  readonly read: <T>(deadline: AbortSignal, work: Work<T>) => Promise<T>
  /** The one at which accounts are changed. @throws DirectoryProblem `unreachable` or `denied` */
  readonly forChanges: (deadline: AbortSignal) => Promise<Controller>
  /** Asks that one; when it failed, once more whichever it is then. @throws DirectoryProblem */
  readonly readForChanges: <T>(deadline: AbortSignal, work: (controller: Controller, within: AbortSignal) => Promise<T>) => Promise<T>
  /** The PDC emulator, wherever accounts are changed: all wrong passwords of the domain are counted there. @throws DirectoryProblem */
  readonly pdc: (deadline: AbortSignal) => Promise<Controller>
  /** The one of this host. @throws DirectoryProblem `unreachable` when no such one is known any more */
  readonly at: (host: string, deadline: AbortSignal) => Promise<Controller>
  /** The one that the person's machine uses, as far as we know that one by ourselves. */
  readonly ofWorkstation: (workstation: Workstation, deadline: AbortSignal) => Promise<Controller | undefined>
  /** All that have not just failed. */
  readonly awake: (deadline: AbortSignal) => Promise<readonly Controller[]>
  readonly close: () => Promise<void>
}

/** Roles move rarely. Milliseconds. */
const ROLE_KEPT = 60_000

/** @param source the controllers there are, the preferred first */
export function controllersOf(
  { changesAt }: Pick<DomainOptions, 'changesAt'>, source: (deadline: AbortSignal) => Promise<readonly Endpoint[]>, parts: ControllerParts & { monotonic: () => number },
): Controllers {
  const made = new Map<string, Controller>()
  let pdc: { controller: Controller; until: number } | undefined

  return {
    read,
    forChanges,
    async readForChanges(deadline, work) {
      const soon = AbortSignal.any([deadline, AbortSignal.timeout(parts.limits.ask)])
      try {
        return await work(await forChanges(deadline), soon)
      } catch (error) {
        if (!mayGoOn(error) || deadline.aborted) throw error
        return work(await forChanges(deadline), deadline)
      }
    },
    pdc: pdcEmulator,
    at,
    ofWorkstation: async (workstation, deadline) => ofWorkstation(workstation, await inOrder(deadline), AbortSignal.any([deadline, AbortSignal.timeout(parts.limits.ask)])),
    awake: async (deadline) => (await inOrder(deadline)).filter((one) => !one.resting()),
    close: async () => { await Promise.all([...made.values()].map((one) => one.close())) },
  }

  async function forChanges(deadline: AbortSignal): Promise<Controller> {
    if (changesAt === 'pdc') return pdcEmulator(deadline)
    if (changesAt === 'any-writable') return firstWritable(deadline)
    return writable(await at(changesAt.host, deadline), deadline)
  }

  async function read<T>(deadline: AbortSignal, work: Work<T>): Promise<T> {
    return firstThat(await inOrder(deadline), deadline, (controller, within) => controller.read(within, work))
  }

  /** Goes on while controllers fail; what one of them answers is the answer. */
  async function firstThat<T>(candidates: readonly Controller[], deadline: AbortSignal, ask: (controller: Controller, within: AbortSignal) => Promise<T>): Promise<T> {
    let first: unknown
    for (const [index, controller] of candidates.entries()) {
      const within = index === candidates.length - 1 ? deadline : AbortSignal.any([deadline, AbortSignal.timeout(parts.limits.ask)])
      try {
        return await ask(controller, within)
      } catch (error) {
        if (!mayGoOn(error) || deadline.aborted) throw error
        first ??= error
      }
    }
    throw first
  }

  /** Those that rest go last: with nobody else left they are asked all the same. */
  async function inOrder(deadline: AbortSignal): Promise<readonly [Controller, ...Controller[]]> {
    const all = (await source(deadline)).map(controllerFor)
    const [first, ...others] = [...all.filter((one) => !one.resting()), ...all.filter((one) => one.resting())]
    if (!first) throw new DirectoryProblem('unreachable', `no domain controller of ${parts.domain.dns} is known`)
    return [first, ...others]
  }

  function controllerFor(endpoint: Endpoint): Controller {
    const key = `${endpoint.host.toLowerCase()}:${endpoint.port}`
    const known = made.get(key)
    // An address that changed is another machine.
    if (known?.endpoint.address === endpoint.address && known) return known
    void known?.close().catch(() => undefined)
    const one = controllerAt(endpoint, parts)
    made.set(key, one)
    return one
  }

  async function at(host: string, deadline: AbortSignal): Promise<Controller> {
    const found = (await inOrder(deadline)).find(({ endpoint }) => endpoint.host.toLowerCase() === host.toLowerCase())
    if (!found) throw new DirectoryProblem('unreachable', `${host} is not among the domain controllers any more`)
    return found
  }

  async function writable(controller: Controller, deadline: AbortSignal): Promise<Controller> {
    const { readOnly } = await controller.facts(deadline)
    if (readOnly) throw new DirectoryProblem('denied', `${controller.endpoint.host} is read-only: accounts are not changed there`)
    return controller
  }

  async function firstWritable(deadline: AbortSignal): Promise<Controller> {
    const all = await inOrder(deadline)
    const candidates = all.filter((one) => one.known()?.readOnly !== true)
    if (candidates.length === 0) throw new DirectoryProblem('denied', 'every domain controller that is known is read-only')
    return firstThat(candidates, deadline, async (controller, within) => {
      // One that is resting was left for last; whether it is there again is found out now, before anything is decided.
      if (controller.resting()) await controller.read(within, (connection) => connection.search({ base: '', attributes: ['currentTime'] }))
      const { readOnly } = await controller.facts(within)
      if (readOnly) throw new NotUsable('denied', 'every domain controller that answers is read-only')
      return controller
    })
  }

  /** MS-ADTS 6.1.5.3: the domain's root names the settings of its PDC emulator. */
  async function pdcEmulator(deadline: AbortSignal): Promise<Controller> {
    if (pdc && parts.monotonic() < pdc.until && !pdc.controller.resting()) return pdc.controller
    pdc = undefined
    const [root] = await read(deadline, (connection) => connection.search({ base: parts.domain.root, attributes: ['fSMORoleOwner'] }))
    const owner = root && text(root, 'fSMORoleOwner')
    if (owner === undefined) throw new DirectoryProblem('denied', "the service account may not read who is the domain's PDC emulator")
    const all = await inOrder(deadline)
    const within = AbortSignal.any([deadline, AbortSignal.timeout(parts.limits.connect)])
    const settings = await Promise.all(all.map(async (one) => one.known()?.settings ?? one.facts(within).then(({ settings: own }) => own, () => undefined)))
    const controller = all.find((_, index) => settings[index] !== undefined && sameDn(settings[index], owner))
    if (!controller) throw new DirectoryProblem('unreachable', `the PDC emulator does not answer, or is not among the domain controllers that are known: ${owner.split(',').slice(0, 2).join(',')}`)
    pdc = { controller, until: parts.monotonic() + ROLE_KEPT }
    return controller
  }
}

/** A wrong password of the service account is wrong everywhere: it is not an answer of one controller. */
const mayGoOn = (error: unknown) => error instanceof NotUsable || (error instanceof DirectoryProblem && error.kind === 'unreachable')
