import type { Workstation } from '@gatehouse/contract'
import type { Controller } from './controller.ts'

/**
 * Which of the controllers that we know a machine uses. What the machine says only chooses among them, so it can make the server
 * connect to nobody else.
 * @returns undefined when it said nothing that fits one of them
 */
export async function ofWorkstation({ controller, site }: Workstation, all: readonly Controller[], deadline: AbortSignal): Promise<Controller | undefined> {
  const named = controller === undefined ? undefined : all.find((one) => answersTo(one, controller.toLowerCase()))
  if (named) return named
  if (site === undefined) return undefined
  const sites = await Promise.all(all.map(async (one) => one.known()?.site ?? siteOf(one, deadline)))
  return all.find((one, index) => !one.resting() && sites[index]?.toLowerCase() === site.toLowerCase())
}

const siteOf = (one: Controller, deadline: AbortSignal) => one.facts(deadline).then(({ site }) => site, () => undefined)

/** By its whole name, or by the first part of it, as Windows calls it where DNS is not used. */
function answersTo({ endpoint, known }: Controller, name: string): boolean {
  return [endpoint.host, known()?.host].some((host) => {
    const own = host?.toLowerCase()
    return own === name || (!name.includes('.') && own?.split('.')[0] === name)
  })
}
