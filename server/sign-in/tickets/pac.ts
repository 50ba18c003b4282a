/** The owner of a ticket, as the domain controller that issued it says: the bytes of the SID, and the domain's name. */
export type TicketOwner = { readonly sid: Buffer; readonly domain: string }

const HAS_SID = 0x2
const LONGEST_DOMAIN = 255 * 2

/**
 * Reads UPN_DNS_INFO (MS-PAC 2.10), in which domain controllers name the account's SID since November 2021 (flag S).
 * @returns undefined when it names none, or is none
 */
export function ownerIn(info: Buffer): TicketOwner | undefined {
  if (info.length < 20) return undefined
  const [domainLength, domainAt, flags, sidLength, sidAt] = [info.readUInt16LE(4), info.readUInt16LE(6), info.readUInt32LE(8), info.readUInt16LE(16), info.readUInt16LE(18)]
  if ((flags & HAS_SID) === 0 || domainLength > LONGEST_DOMAIN || domainLength % 2 !== 0) return undefined
  if (domainAt + domainLength > info.length || sidAt + sidLength > info.length) return undefined
  const sid = info.subarray(sidAt, sidAt + sidLength)
  const domain = info.subarray(domainAt, domainAt + domainLength).toString('utf16le')
  return sid.length === 0 || domain === '' ? undefined : { sid, domain }
}
