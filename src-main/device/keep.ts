import type { PublicKey } from '@gatehouse/contract/devices'
import type { Signer } from '../../client/device-proof.ts'
import type { Credentials } from '../secrets/credentials.ts'
import { signerKept } from './keys.ts'
import { readRecord, writeRecord, type DeviceRecord } from './record.ts'

/** Under what the store shows our entries to the machine's user. */
const SERVICE = 'Gatehouse device'

export type Slot = 'a' | 'b'

/** What of this machine lies in the credential store, for one server: a record, and a key in one of two places. */
export type Keep = {
  /** `unreadable`: there is something, and it is none of ours. */
  record: () => Promise<DeviceRecord | 'unreadable' | undefined>
  write: (record: DeviceRecord) => Promise<void>
  /** What signs. @param key its public part; @returns undefined: nothing there, or no key */
  signer: (slot: Slot, key: PublicKey) => Promise<Signer | undefined>
  /** @param bytes overwritten here; @returns whether the store has it: it was read back */
  putKey: (slot: Slot, bytes: Uint8Array<ArrayBuffer>) => Promise<boolean>
  dropKey: (slot: Slot) => Promise<void>
}

/**
 * @param server origin: a machine that is moved to another server keeps nothing of the first
 * @throws StoreFailed from each of them
 */
export function keepIn(credentials: Credentials, server: string): Keep {
  const at = (slot: Slot) => `${server} key ${slot}`
  return {
    async record() {
      const bytes = await credentials.getPassword(SERVICE, server)
      return bytes && (readRecord(bytes) ?? 'unreadable')
    },
    write: (record) => credentials.setPassword(SERVICE, server, writeRecord(record)),
    async signer(slot, key) {
      const bytes = await credentials.getPassword(SERVICE, at(slot))
      return bytes && signerKept(bytes, key)
    },
    async putKey(slot, bytes) {
      try {
        await credentials.setPassword(SERVICE, at(slot), bytes)
        const kept = await credentials.getPassword(SERVICE, at(slot))
        const same = kept !== undefined && Buffer.compare(kept, bytes) === 0
        kept?.fill(0)
        return same
      } finally {
        bytes.fill(0)
      }
    },
    async dropKey(slot) {
      await credentials.deletePassword(SERVICE, at(slot))
    },
  }
}
