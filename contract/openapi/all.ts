import { operations } from '../index.ts'
import { deviceOperations } from '../devices.ts'
import { registrationOperations } from '../registration.ts'

/** Every operation of the server, whoever it is for. */
export const anyOperations = { ...operations, ...deviceOperations, ...registrationOperations }
export type AnyName = keyof typeof anyOperations
export type AnyOperation = (typeof anyOperations)[AnyName]
export const anyNames = Object.keys(anyOperations).filter((name): name is AnyName => name in anyOperations)

/** Whether an operation belongs to the registration portal: its token is in a cookie of its own. */
export const isOfRegistration = (name: AnyName) => name in registrationOperations

/** Whether an operation is of a device, which proves its key and has no token. */
export const isOfDevice = (name: AnyName) => name in deviceOperations
