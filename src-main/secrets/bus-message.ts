// As much of D-Bus's wire format (D-Bus specification, "Message Format") as four questions to the credential store take.

/** What we put into a message: text, or attributes of an item. */
export type Argument = string | number | Readonly<Record<string, string>>
/** What we read of one: text, a truth, a number, paths. */
export type Value = string | boolean | number | string[]

export type Call = { destination: string; path: string; interface: string; member: string; arguments?: readonly Argument[] }
/** An answer to one of our calls, or something else that the bus says. */
export type Message = { kind: 'answer' | 'error' | 'other'; answers: number | undefined; values: Value[] }

const KINDS: Readonly<Record<number, Message['kind']>> = { 2: 'answer', 3: 'error' }
const FIELD = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const
/** Bytes; a real answer is a thousandth of it. */
const LONGEST = 1024 * 1024

/** @param serial by which its answer is known */
export function writeCall(serial: number, call: Call): Buffer {
  const body = new Writer()
  const signature = (call.arguments ?? []).map((one) => body.argument(one)).join('')
  const head = new Writer()
  head.bytes([0x6c /* little endian */, 1 /* a call */, 0, 1])
  head.number(body.length)
  head.number(serial)
  head.array(8, () => {
    head.field(FIELD.path, 'o', call.path)
    head.field(FIELD.destination, 's', call.destination)
    head.field(FIELD.interface, 's', call.interface)
    head.field(FIELD.member, 's', call.member)
    if (signature !== '') head.field(FIELD.signature, 'g', signature)
  })
  head.pad(8)
  return Buffer.from([...head.all, ...body.all])
}

/**
 * @param bytes what has arrived so far
 * @returns the first message in them and its length; undefined while it is not all there
 * @throws Error for what is no message, or has no end
 */
export function readMessage(bytes: Buffer): { message: Message; length: number } | undefined {
  if (bytes.length < 16) return undefined
  if (bytes[0] !== 0x6c || bytes[3] !== 1) throw new Error('no message of D-Bus')
  const fields = bytes.readUInt32LE(12)
  const start = Math.ceil((16 + fields) / 8) * 8
  const length = start + bytes.readUInt32LE(4)
  if (length > LONGEST) throw new Error('a message without end')
  if (bytes.length < length) return undefined

  const head = new Reader(bytes.subarray(0, 16 + fields), 16)
  let answers: number | undefined
  let signature = ''
  while (head.more()) {
    head.pad(8)
    const [field, [value]] = [head.byte(), head.variant()]
    if (field === FIELD.replySerial && typeof value === 'number') answers = value
    if (field === FIELD.signature && typeof value === 'string') signature = value
  }
  const kind = KINDS[bytes[1] ?? 0] ?? 'other'
  // Signals may carry anything; nobody reads them.
  const values = kind === 'other' ? [] : new Reader(bytes.subarray(start, length), 0).values(signature)
  return { message: { kind, answers, values }, length }
}

class Writer {
  readonly all: number[] = []
  get length(): number { return this.all.length }
  bytes(more: Iterable<number>): void { this.all.push(...more) }
  pad(to: number): void { while (this.all.length % to !== 0) this.all.push(0) }

  number(value: number): void {
    this.pad(4)
    this.bytes([value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff])
  }

  text(value: string): void {
    const bytes = Buffer.from(value)
    this.number(bytes.length)
    this.bytes([...bytes, 0])
  }

  signature(value: string): void { this.bytes([value.length, ...Buffer.from(value), 0]) }

  array(align: number, write: () => void): void {
    this.number(0)
    const at = this.all.length - 4
    this.pad(align)
    const from = this.all.length
    write()
    const length = Buffer.alloc(4)
    length.writeUInt32LE(this.all.length - from)
    this.all.splice(at, 4, ...length)
  }

  field(code: number, signature: 'o' | 's' | 'g', value: string): void {
    this.pad(8)
    this.bytes([code])
    this.signature(signature)
    if (signature === 'g') this.signature(value)
    else this.text(value)
  }

  /** @returns its signature */
  argument(value: Argument): string {
    if (typeof value === 'string') return this.text(value), 's'
    if (typeof value === 'number') return this.number(value), 'u'
    this.array(8, () => {
      for (const pair of Object.entries(value)) {
        this.pad(8)
        pair.forEach((part) => this.text(part))
      }
    })
    return 'a{ss}'
  }
}

class Reader {
  readonly #bytes: Buffer
  #at: number
  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.#at = at
  }

  more(): boolean { return this.#at < this.#bytes.length }
  pad(to: number): void { this.#at = Math.ceil(this.#at / to) * to }
  byte(): number { return this.#bytes.readUInt8(this.#at++) }

  number(): number {
    this.pad(4)
    this.#at += 4
    return this.#bytes.readUInt32LE(this.#at - 4)
  }

  text(length: number): string {
    const end = this.#at + length
    if (end >= this.#bytes.length) throw new Error('text without end')
    const text = this.#bytes.toString('utf8', this.#at, end)
    this.#at = end + 1
    return text
  }

  variant(): Value[] { return this.values(this.text(this.byte())) }

  /** @throws Error for a type that no answer of ours has */
  values(signature: string): Value[] {
    const found: Value[] = []
    for (const [type] of signature.matchAll(/a?./gsu)) found.push(...this.#value(type))
    return found
  }

  #value(type: string): Value[] {
    switch (type) {
      case 's':
      case 'o': return [this.text(this.number())]
      case 'g': return [this.text(this.byte())]
      case 'u': return [this.number()]
      case 'b': return [this.number() === 1]
      case 'v': return this.variant()
      case 'ao': {
        const length = this.number()
        const end = this.#at + length
        const paths: string[] = []
        while (this.#at < end) paths.push(this.text(this.number()))
        return [paths]
      }
      default: throw new Error('a type that no answer has')
    }
  }
}
