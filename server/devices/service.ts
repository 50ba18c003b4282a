import type { Secret } from '@gatehouse/contract'
import type { DeviceOutput, DeviceParsed } from '@gatehouse/contract/devices'
import type { ProvedDevice } from '../recovery/ports.ts'
import type { Throttle } from '../throttle/throttle.ts'
import { codeHashes } from './codes.ts'
import type { Nonces } from './nonces.ts'
import { counts, type Device, type Devices } from './ports.ts'
import { type Asked, judgeProof, type Proof, STALE } from './proof.ts'
import { DeviceRefusal } from './refusal.ts'
import { judgeReminder, readReminder } from './reminder.ts'
import { judgeTicket, readTicket } from './ticket.ts'

type Parts = {
  devices: Devices
  nonces: Nonces
  throttle: Pick<Throttle, 'enrol' | 'remind'>
  /** Whether whoever has this SID has something to register. It says and costs the same for nobody. */
  hasToRegister: HasToRegister
  /** The server's public address, as the settings have it: an origin, and a path where a proxy puts us below one. */
  url: string
  /** With which codes are kept; the present one first. */
  keys: readonly [Secret, ...Secret[]]
  id: () => string
  /** Hears of each refusal. */
  refused: (refusal: DeviceRefusal) => void
}

/** @param sid of whoever signed in there @param device the machine's id, for the record */
export type HasToRegister = (sid: string, device: string) => Promise<boolean>

/** A request as the listener sees it. `proof`: the header, where there is one. */
export type Proving = Omit<Asked, 'url'> & { readonly path: string; readonly proof: string | undefined }

export type DeviceService = {
  /** What the next proof is to carry. */
  readonly nonce: () => string
  /** Who begins: proves key and ticket. @throws DeviceRefusal */
  readonly arrive: (ticket: string, asked: Proving) => Promise<ProvedDevice>
  /** In a recovery that is bound to a key. @returns the thumbprint of the key that was proved; undefined: nothing is bound to that one @throws DeviceRefusal */
  readonly prove: (asked: Proving) => Promise<string | undefined>
  /** @param address of whoever asks @throws DeviceRefusal, MustWait */
  readonly enrol: (input: DeviceParsed<'enrol'>, asked: Proving, address: string) => Promise<DeviceOutput<'enrol'>>
  /** Somebody has signed in at a machine. @throws DeviceRefusal, MustWait, DirectoryProblem */
  readonly remind: (input: DeviceParsed<'remind'>) => Promise<DeviceOutput<'remind'>>
}

/** The operations of devices: judges what came, asks the store, and says no more than one code. */
export function deviceService({ devices, nonces, throttle, hasToRegister, url, keys, id, refused }: Parts): DeviceService {
  const audience = new URL(url).origin

  return {
    nonce: nonces.current,

    arrive: (text, asked) => telling(async () => {
      const proof = await proved(asked)
      const ticket = readTicket(text)
      if (!ticket.ok) throw new DeviceRefusal('device-proof-refused', `ticket: ${ticket.why}`)
      const { device } = ticket.value
      const known = await found(device)
      const judged = await judgeTicket(ticket.value, { key: known.key, audience, jkt: proof.jkt })
      if (!judged.ok) throw new DeviceRefusal('device-proof-refused', `ticket: ${judged.why}`)
      if (!counts(known.state)) throw new DeviceRefusal('device-unknown', known.state)
      await once(proof)
      const seen = await devices.see(device, judged.value)
      if (seen === 'over' || seen === 'behind') throw new DeviceRefusal('ticket-over', seen)
      if (seen === 'copied' || seen === 'gone') throw new DeviceRefusal('device-unknown', seen)
      return { id: device, approved: known.state === 'approved', jkt: proof.jkt }
    }),

    prove: (asked) => telling(async () => {
      const proof = await proved(asked)
      const state = await devices.stateOf(proof.jkt)
      // No ticket was for this key, so that no recovery is bound to it. Nothing is kept: anybody can make keys, and proofs without end.
      if (state === undefined) return undefined
      // What began at a device that counts no more goes no further.
      if (!counts(state)) throw new DeviceRefusal('device-unknown', state)
      await once(proof)
      return proof.jkt
    }),

    enrol: ({ code, name, key }, asked, address) => telling(async () => {
      const proof = await proved(asked)
      // Whoever enrols a key has its private part: a proof by another one shows nothing.
      if (proof.key.x !== key.x || proof.key.y !== key.y) throw new DeviceRefusal('device-proof-refused', 'another key')
      // Before anything is kept: anybody can make keys, and proofs without end.
      const right = await throttle.enrol(address)
      await once(proof)
      const enrolled = await devices.enrol({ codes: codeHashes(code, keys), id: id(), name, key, thumbprint: proof.jkt })
      if ('refused' in enrolled) throw new DeviceRefusal('enrolment-refused', enrolled.refused)
      await right()
      return { device: enrolled.device }
    }),

    remind: ({ ticket }) => telling(async () => {
      const read = readReminder(ticket.reveal())
      if (!read.ok) throw new DeviceRefusal('device-proof-refused', `reminder: ${read.why}`)
      const { device } = read.value
      const judged = await judgeReminder(read.value, (await found(device)).key, audience)
      if (!judged.ok) throw new DeviceRefusal('device-proof-refused', `reminder: ${judged.why}`)
      const { seq, sub } = judged.value
      const taken = await devices.takeReminder(device, seq)
      if (taken === 'gone') throw new DeviceRefusal('device-unknown', 'counts no more')
      if (taken === 'used') throw new DeviceRefusal('ticket-over', 'reminder: used before')
      await throttle.remind(device, sub)
      return { remind: await hasToRegister(sub, device) }
    }),
  }

  /** @throws DeviceRefusal */
  async function found(device: string): Promise<Device> {
    const known = await devices.byId(device)
    if (!known) throw new DeviceRefusal('device-unknown', 'no such device')
    return known
  }

  /** Everything of a proof but whether it was used before: that is kept only of one that is right. */
  async function proved({ proof, method, path, token }: Proving): Promise<Proof> {
    if (proof === undefined) throw new DeviceRefusal('device-proof-refused', 'no proof')
    const judged = await judgeProof(proof, { method, url: `${url}${path}`, token }, nonces.isGood)
    if (judged.ok) return judged.value
    throw new DeviceRefusal(judged.why === STALE ? 'nonce-needed' : 'device-proof-refused', judged.why)
  }

  async function once({ jkt, jti }: Proof): Promise<void> {
    if (!(await devices.use(jkt, jti))) throw new DeviceRefusal('device-proof-refused', 'used before')
  }

  async function telling<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof DeviceRefusal) refused(error)
      throw error
    }
  }
}
