/** Writes the fields of a PDU one after the other. */
export function writer() {
  const pieces: Buffer[] = []
  const number = (size: 1 | 4, value: number) => {
    const piece = Buffer.alloc(size)
    piece.writeUIntBE(value, 0, size)
    pieces.push(piece)
  }
  const self = {
    uint8: (value: number) => (number(1, value), self),
    uint32: (value: number) => (number(4, value), self),
    /** A text of ASCII that ends with a zero. */
    text: (value: string) => (pieces.push(Buffer.from(`${value}\0`, 'latin1')), self),
    bytes: (value: Buffer) => (pieces.push(value), self),
    done: () => Buffer.concat(pieces),
  }
  return self
}

/** Reads them. What is not there reads as nothing, and `whole` says so in the end: whatever the other side sends, nothing throws. */
export function reader(body: Buffer) {
  let at = 0
  let whole = true
  const take = (size: number): Buffer => {
    if (at + size > body.length) whole = false
    const piece = body.subarray(at, at + size)
    at = Math.min(body.length, at + size)
    return piece
  }
  const number = (size: 1 | 2) => {
    const piece = take(size)
    return piece.length === size ? piece.readUIntBE(0, size) : 0
  }
  return {
    uint8: () => number(1),
    uint16: () => number(2),
    bytes: (size: number) => take(size),
    /** Up to its zero; undefined when there is none. */
    text(): string | undefined {
      const end = body.indexOf(0, at)
      if (end < 0) {
        whole = false
        return undefined
      }
      const text = body.toString('latin1', at, end)
      at = end + 1
      return text
    },
    left: () => body.length - at,
    whole: () => whole,
  }
}
