import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { BITS_OF_PARTS, type EffortAsked, type EffortShown, type Secret } from '@gatehouse/contract'

/** Whose efforts were taken, shared by all servers. */
export type Efforts = {
  /** Notes that the effort of this id was taken, for everybody who looks from then on. @returns false when it had been already */
  readonly take: (id: string, network: string, now: number) => Promise<boolean>
  /** How many were taken from this network since then. Times are milliseconds since 1970. */
  readonly taken: (network: string, since: number) => Promise<number>
}

/** What must be shown before a recovery begins, so that no program begins thousands (S-11, S-21). It asks nothing of a person. */
export type Effort = {
  readonly ask: (address: string) => Promise<EffortAsked>
  /** @returns whether it is enough, for this address, and was never taken before; then it is */
  readonly take: (shown: EffortShown | undefined, address: string) => Promise<boolean>
}

type Parts = {
  /** At least 32 random bytes in base64. */
  key: Secret
  /** About 2^bits hashes for who seldom comes. */
  bits: number
  efforts: Efforts
  /** What counts as one place, under a name of its own. */
  networkOf: (address: string) => string
  /** 256 random bits in base64url. */
  random: () => string
  now: () => number
}

/** Long enough for who opens the page and then looks for their glasses; the page asks for another one by itself. Milliseconds. */
const GOOD_FOR = 10 * 60_000
/** How many begin from one network within that time before more is asked: a family, a hotel's lobby. */
const FREE = 8
/** Twice the effort for twice as many, and no more than this many times twice: behind one address may be a whole company. */
const MOST_MORE = 5

/** Stateless but for what was taken: a challenge carries all that judging it needs, under a key. */
export function effortBrake({ key, bits, efforts, networkOf, random, now }: Parts): Effort {
  const own = createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update('efforts of browsers').digest()
  const seal = (said: string, network: string) => createHmac('sha256', own).update(`${said}\n${network}`).digest('base64url')

  const recent = (network: string) => efforts.taken(network, now() - GOOD_FOR)
  const bitsAfter = (many: number) => bits + Math.min(MOST_MORE, Math.max(0, Math.ceil(Math.log2(Math.max(1, many) / FREE))))

  return {
    async ask(address) {
      const network = networkOf(address)
      const asked = bitsAfter(await recent(network))
      const said = `${random().slice(0, 22)}.${now() + GOOD_FOR}.${asked}`
      return { challenge: `${said}.${seal(said, network)}`, bits: asked }
    },

    async take(shown, address) {
      const network = networkOf(address)
      const read = shown && read4(shown.challenge)
      if (!read || !isSame(seal(read.said, network), read.seal)) return false
      // What was easy to get while nobody came is too little once many do: collecting challenges gains nothing.
      if (read.until < now() || read.bits < bitsAfter(await recent(network)) || !isDone(shown, read.bits)) return false
      if (!(await efforts.take(read.id, network, now()))) return false
      // Looked at once more, now that this one counts: of many at the same moment each would else see how few there were before.
      return read.bits >= bitsAfter(await recent(network) - 1)
    },
  }
}

function read4(challenge: string) {
  const [, said, id, until, bits, seal] = /^(([\w-]{22})\.(\d{1,15})\.(\d{1,2}))\.([\w-]{43})$/u.exec(challenge) ?? []
  return said && id && until && bits && seal ? { said, id, until: Number(until), bits: Number(bits), seal } : undefined
}

const isSame = (ours: string, theirs: string) => timingSafeEqual(Buffer.from(ours), Buffer.from(theirs))

function isDone({ challenge, answers }: EffortShown, bits: number): boolean {
  const seed = createHash('sha256').update(challenge).digest()
  return answers.every((answer, part) => {
    const numbers = Buffer.alloc(8)
    numbers.writeUInt32BE(part, 0)
    numbers.writeUInt32BE(answer, 4)
    return createHash('sha256').update(seed).update(numbers).digest().readUInt32BE(0) < 2 ** (32 - (bits - BITS_OF_PARTS))
  })
}
