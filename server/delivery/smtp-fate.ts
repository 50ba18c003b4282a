import type { Fate } from './ports.ts'

/** How far a mail came: what a failure means depends on it. */
export type Progress = 'connecting' | 'at-the-envelope' | 'handed-over'

/**
 * What became of a mail whose sending failed. A server that answers 4yz or 5yz has not taken it (RFC 5321 §4.2.1), at whatever
 * point; without an answer nobody knows, once it was handed over.
 */
export function fateOf(error: Error, progress: Progress): Fate {
  const why = reasonFor(error, progress)
  // nodemailer says EMESSAGE only for the server's answer to the whole message.
  if (progress === 'handed-over' && text(error, 'code') !== 'EMESSAGE') return { fate: 'unknown', why }
  return { fate: progress === 'connecting' || field(error, 'permanent') !== true || isAboutUs(error) ? 'not-now' : 'refused', why }
}

/**
 * A refusal before the envelope is about us (our name, our password) and ends when somebody corrects a setting. Servers that want
 * a sign-in may say so at the envelope only: RFC 4954 §6.
 */
const isAboutUs = (error: Error) => [530, 534, 535, 538].some((code) => code === field(error, 'responseCode'))

/**
 * From the envelope on servers quote the address in their answers, so only codes are told. Before it the words are about
 * certificates and networks, and just what an administrator needs.
 */
function reasonFor(error: Error, progress: Progress): string {
  const parts = [progress, text(error, 'code'), text(error, 'originalCode'), text(error, 'command'), field(error, 'responseCode')]
  if (progress === 'connecting' || parts[1] === undefined) parts.push(error.message)
  return parts.filter((part) => part !== undefined && part !== false).join(' ')
}

function text(error: Error, name: string): string | undefined {
  const value = field(error, name)
  return typeof value === 'string' ? value : undefined
}

const field = (error: Error, name: string): unknown => Object.getOwnPropertyDescriptor(error, name)?.value
