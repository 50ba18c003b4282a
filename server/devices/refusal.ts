export type DeviceRefusalCode = 'nonce-needed' | 'device-proof-refused' | 'ticket-over' | 'device-unknown' | 'enrolment-refused'

/** What a device brought is not taken. Whoever asked learns the code; why is for the log. */
export class DeviceRefusal extends Error {
  readonly code: DeviceRefusalCode
  readonly why: string

  constructor(code: DeviceRefusalCode, why: string) {
    super(`${code}: ${why}`)
    this.name = 'DeviceRefusal'
    this.code = code
    this.why = why
  }
}
