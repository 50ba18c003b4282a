import type { Key } from './telephone-event.ts'

/** The numbers that some write for the two that are no digits. */
const numbered: Readonly<Record<string, Key>> = { 10: '*', 11: '#' }

/**
 * Keys as a SIP INFO carries them: `application/dtmf-relay` (Signal=5) and the older `application/dtmf` (5). No standard has them; this is
 * what Cisco's equipment began with and every PBX took over.
 * @returns undefined when it holds no key
 */
export function keyIn(contentType: string, body: Buffer): Key | undefined {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  const text = body.toString('latin1', 0, 200)
  const signal = type === 'application/dtmf-relay' ? /^\s*signal\s{0,5}=\s{0,5}([0-9*#]{1,2})\s*$/imu.exec(text)?.[1] : type === 'application/dtmf' ? /^\s*([0-9*#]{1,2})\s*$/u.exec(text)?.[1] : undefined
  return signal === undefined ? undefined : signal.length === 1 ? signal : numbered[signal]
}
