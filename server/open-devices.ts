import type { Secret } from '@gatehouse/contract'
import type { Config } from './config/config.ts'
import { nonces } from './devices/nonces.ts'
import { type DeviceService, deviceService, type HasToRegister } from './devices/service.ts'
import type { Audit, Surroundings } from './recovery/ports.ts'
import type { Database } from './store/database.ts'
import { howManyDevices, storedDevices } from './store/devices.ts'
import type { Tell } from './store/recoveries.ts'
import type { Throttle } from './throttle/throttle.ts'

type Settings = Pick<Config, 'devices' | 'codesKey' | 'otherCodesKey'>

type Parts = {
  database: Database
  audit: Audit & { readonly tell: Tell }
  throttle: Pick<Throttle, 'enrol' | 'remind'>
  /** Absent: nothing is registered here, so that nobody is reminded of it. */
  hasToRegister: HasToRegister | undefined
  /** Hears the code of each refusal. */
  refused: (code: string) => void
  surroundings: Surroundings
  log: Readonly<Record<'warn', (fields: object, text: string) => void>>
}

/** Enrolled workstations, over the real store; undefined where the settings take none. */
export function openDevices({ devices: settings, codesKey, otherCodesKey }: Settings, { database, audit, throttle, hasToRegister = () => Promise.resolve(false), refused, surroundings: { now, id }, log }: Parts): { service: DeviceService; many: () => Promise<ReadonlyMap<string, number>> } | undefined {
  if (!settings) return undefined
  const keys: [Secret, ...Secret[]] = [codesKey, ...(otherCodesKey ? [otherCodesKey] : [])]
  return {
    service: deviceService({
      devices: storedDevices(database, audit.tell), nonces: nonces(keys, now), url: settings.url, keys, id,
      throttle, hasToRegister,
      refused(refusal) {
        refused(refusal.code)
        if (refusal.code !== 'enrolment-refused') return
        // Who waits for a refusal does not wait for the record as well.
        audit.record([{ kind: 'device-enrolment-refused', why: refusal.why }]).catch((error: unknown) => log.warn({ err: error }, 'a refused enrolment is not in the audit'))
      },
    }),
    many: () => howManyDevices(database),
  }
}
