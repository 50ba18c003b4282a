import * as v from 'valibot'
import { DeviceId, LONGEST_SIGNED, PublicKey } from '@gatehouse/contract/devices'

/** Bytes of the line that the launcher hands over. */
export const LONGEST_HAND_OVER = 64 * 1024

/** Registry values by name, as found: REG_SZ, REG_DWORD, REG_MULTI_SZ; null: of another kind. What they mean, config/ judges. */
const Values = v.record(v.pipe(v.string(), v.maxLength(100)), v.nullable(v.union([v.string(), v.number(), v.array(v.string())])))
const Text = (longest: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(longest))
const PrivateKey = v.strictObject({ ...PublicKey.entries, d: PublicKey.entries.x })

/** What the launcher tells the client that it starts, in one line of JSON. Nothing beside what stands here is taken. */
const HandOver = v.strictObject({
  version: v.literal(1),
  policy: Values,
  machine: Values,
  /** As the sign-in screen has it, "CORP\ada". */
  selectedUser: v.optional(Text(256)),
  /** Those of the sign-in screen. Windows' longest name of one has 84 characters (LOCALE_NAME_MAX_LENGTH). */
  languages: v.optional(v.pipe(v.array(Text(84)), v.maxLength(20)), []),
  /** The keyboard's layout: a KLID such as "00000407". */
  layout: v.optional(v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{8}$/))),
  contrast: v.optional(v.boolean(), false),
  /** How large text is to be, in per cent. */
  scale: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000)), 100),
  /** With a ticket and the key that it is for; or the machine's own public key alone, where it has one and no server knows it. */
  device: v.optional(v.union([
    v.strictObject({ id: DeviceId, ticket: Text(LONGEST_SIGNED), key: PrivateKey }),
    v.strictObject({ key: PublicKey }),
  ])),
})
export type HandOver = v.InferOutput<typeof HandOver>
export type HandedKey = v.InferOutput<typeof PrivateKey>

/** What an unknown version is known by, whatever else is in it. */
const Version = v.object({ version: v.number() })

/** @returns what was handed over, or what is wrong with it: where, and never what stands there */
export function readHandOver(line: Buffer): HandOver | { wrong: string } {
  let json: unknown
  try {
    json = JSON.parse(line.toString('utf8'))
  } catch {
    return { wrong: 'is not JSON' }
  }
  const read = v.safeParse(HandOver, json)
  if (read.success) return read.output
  const version = v.safeParse(Version, json)
  if (version.success && version.output.version !== 1) return { wrong: `is of version ${version.output.version}; this client understands 1: launcher and client must be of one package` }
  return { wrong: `is wrong at ${[...new Set(read.issues.map((issue) => v.getDotPath(issue) ?? 'its root'))].slice(0, 5).join(', ')}` }
}
