import { createHash, X509Certificate } from 'node:crypto'
import type { Request, Session } from 'electron'
import { chainOf } from './certificates.ts'

/** Chromium's codes for a verdict on a certificate (net_error_list.h): as Chromium judged it, and one that no pin fits. */
const AS_JUDGED = -3
export const PINNED_KEY_NOT_IN_CERT_CHAIN = -150

/** What a pin is made of: the public key with its kind, so that a renewed certificate with the same key still fits (RFC 7469 §2.4). */
export const pinOf = (certificate: string): string =>
  `sha256/${createHash('sha256').update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })).digest('base64')}`

/**
 * Pins only ever narrow: what Chromium refused stays refused, and of what it accepted only chains with a pinned key in them are left. It is
 * the chain that Chromium built that counts, not what was sent: anybody can send a certificate that is not theirs along.
 * @param pins empty: none is demanded; @param server its host; others, such as that of a PAC script, have keys of their own
 */
export function demandPins(session: Pick<Session, 'setCertificateVerifyProc'>, pins: readonly string[], server: string): void {
  if (pins.length > 0) session.setCertificateVerifyProc((request, judge) => judge(pinVerdict(request, pins, server)))
}

/** @param pins empty: none is demanded. @returns a code of Chromium's for `setCertificateVerifyProc` */
export function pinVerdict({ hostname, errorCode, validatedCertificate }: Pick<Request, 'hostname' | 'errorCode' | 'validatedCertificate'>, pins: readonly string[], server: string): number {
  if (pins.length === 0 || hostname !== server || errorCode !== 0) return AS_JUDGED
  try {
    return chainOf(validatedCertificate).some((one) => pins.includes(pinOf(one.data))) ? AS_JUDGED : PINNED_KEY_NOT_IN_CERT_CHAIN
  } catch {
    return PINNED_KEY_NOT_IN_CERT_CHAIN
  }
}
