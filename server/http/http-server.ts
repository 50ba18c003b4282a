import type { FastifyInstance } from 'fastify'
import type { DeviceService } from '../devices/service.ts'
import { type BaseParts, baseServer } from './base.ts'
import { addDevices, sayNonces } from './device-routes.ts'
import type { Handlers } from './handlers.ts'
import type { Readiness } from './health.ts'
import { entranceBy } from './portal/entrance.ts'
import type { Effort } from '../throttle/effort.ts'
import type { PortalFiles } from './portal/files.ts'
import { addPages } from './portal/pages.ts'
import type { RegistrationHandlers } from './registration/handlers.ts'
import { addRegistration } from './registration/routes.ts'
import { addHealth, addRoutes } from './routes.ts'

export type HttpParts = BaseParts & {
  handlers: Handlers
  readiness: Readiness
  portal?: Portal | undefined
  /** Where people register; absent: nowhere. It is a part of the portal. */
  registration?: RegistrationHandlers | undefined
  /** Enrolled workstations; absent: the server takes none. */
  devices?: DeviceService | undefined
}

/** The reset portal: where it is, from where it counts as inside, what it consists of, and what a browser must show. */
export type Portal = { origin: string; insideNetworks: readonly string[]; files: PortalFiles; effort?: Effort | undefined }

/** The public listener: recoveries, the reset portal, and whether a load balancer may send somebody here. */
export function httpServer({ handlers, readiness, portal, registration, devices, ...base }: HttpParts): FastifyInstance {
  const app = baseServer(base)
  const entranceOf = entranceBy(portal, base.proxies)
  if (devices) sayNonces(app, devices)
  addRoutes(app, handlers, entranceOf, { effort: portal?.effort, devices })
  if (devices) addDevices(app, devices, entranceOf)
  if (registration) addRegistration(app, registration, entranceOf, portal?.effort)
  if (portal) addPages(app, portal.files, portal.origin)
  addHealth(app, readiness)
  return app
}
