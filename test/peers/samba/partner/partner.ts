import { accountState } from '../account-state.ts'
import { runClone } from '../clone.ts'
import type { Domain } from '../domain.ts'
import { lockOut } from '../lock-out.ts'
import { timesOf } from '../person-entry.ts'
import { signIn } from '../sign-in.ts'
import { versionOf } from '../which.ts'
import { partner, partnerPeople, type PartnerName, partnerService, provisionPartner } from './provision-partner.ts'

/** Another domain, with a realm, a forest and a DNS name of its own: `PARTNER`, `partner.example.test`. No trust leads there. */
export type Partner = Pick<Domain, 'version' | 'address' | 'host' | 'netbios' | 'base' | 'caFile' | 'serviceAccount' | 'database' | 'kinit' | 'state' | 'stop'> & {
  readonly people: typeof partnerPeople
  readonly lock: (name: PartnerName) => Promise<void>
}

/** Starts it. The first call on a machine provisions (some 5 s). @throws as `startDomain`, whose needs are the same */
export async function startPartner(): Promise<Partner> {
  const clone = await runClone(await provisionPartner(), 'usual', undefined, { domain: partner })
  const { address, caFile, database, stop } = clone
  await database.changeTimes([...Object.values(partnerPeople), partnerService].map((person) => timesOf(person, new Date())).join(''))
  return {
    ...partner, version: await versionOf('usual'), address, caFile, database, stop, serviceAccount: partnerService, people: partnerPeople,
    lock: (name) => lockOut(clone, partnerPeople[name]),
    kinit: (name, password) => signIn(clone, name, password, partner.realm),
    state: (name) => accountState(database, name),
  }
}
