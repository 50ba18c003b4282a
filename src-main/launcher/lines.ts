const NEWLINE = 0x0a

type Parts = {
  /** Bytes that a line may have now, without its end. */
  longest: () => number
  /** Receives each line. Its bytes are overwritten when it returns. */
  line: (bytes: Buffer) => void
  /** Called once; nothing is cut any more then. */
  tooLong: () => void
}

/** Cuts what comes out of a pipe into lines. @returns takes the next piece, and overwrites it */
export function linesOf({ longest, line, tooLong }: Parts): (piece: Buffer) => void {
  let begun: Buffer = Buffer.alloc(0)
  let over = false

  function take(piece: Buffer): void {
    let from = 0
    while (!over) {
      const end = piece.indexOf(NEWLINE, from)
      const rest = piece.subarray(from, end < 0 ? undefined : end)
      if (begun.length + rest.length > longest()) {
        over = true
        begun.fill(0)
        tooLong()
        return
      }
      const whole = Buffer.concat([begun, rest])
      begun.fill(0)
      begun = end < 0 ? whole : Buffer.alloc(0)
      if (end < 0) return
      from = end + 1
      line(whole)
      whole.fill(0)
    }
  }
  return (piece) => {
    take(piece)
    piece.fill(0)
  }
}
