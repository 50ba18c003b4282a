export const u16 = (value: number): Buffer => { const bytes = Buffer.alloc(2); bytes.writeUInt16LE(value); return bytes }
export const u32 = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes }
export const u64 = (value: bigint): Buffer => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(value); return bytes }

type Name = { name: string }

/** Bytes that are written in their order, with places that are told later: sizes, and offsets from the first byte. */
export class Block {
  #parts: Buffer[] = []
  #names: { name: string; at: Buffer }[] = []
  at = 0

  write(...parts: readonly (Buffer | Name)[]): void {
    for (const part of parts) {
      const bytes = Buffer.isBuffer(part) ? part : Buffer.alloc(4)
      if (!Buffer.isBuffer(part)) this.#names.push({ name: part.name, at: bytes })
      this.#parts.push(bytes)
      this.at += bytes.length
    }
  }

  /** An offset that is told once it is known. */
  later(): { is: (offset: number) => void } {
    const bytes = Buffer.alloc(4)
    this.write(bytes)
    return { is: (offset) => { bytes.writeUInt32LE(offset) } }
  }

  /** Four letters and the size of all that is written until `end`. */
  begin(signature: string): { end: () => void } {
    const from = this.at
    this.write(Buffer.from(signature, 'latin1'))
    const size = this.later()
    return { end: () => { size.is(this.at - from) } }
  }

  /** Stands for the offset of a name that `writeNames` writes. */
  name(name: string): Name {
    return { name }
  }

  /** All names that were asked for since the last time: their size, UTF-16 with a NUL, up to a multiple of four. */
  writeNames(): void {
    for (const { name, at } of this.#names.splice(0)) {
      at.writeUInt32LE(this.at)
      const text = Buffer.from(`${name}\0`, 'utf16le')
      const size = Math.ceil((4 + text.length) / 4) * 4
      this.write(u32(size), text, Buffer.alloc(size - 4 - text.length))
    }
  }

  align(to: number): void {
    this.write(Buffer.alloc((to - (this.at % to)) % to))
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
