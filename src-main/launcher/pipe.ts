/** The two pipes that a launcher gives a client it starts: file descriptor 0 to read from, 1 to write to. */
export type Pipe = {
  /** Begins to read. @param take each piece, which the taker may overwrite; @param ended called once: the other side has gone, or nothing can be read */
  listen: (take: (piece: Buffer) => void, ended: () => void) => void
  /** Never waits and never throws: what a full pipe does not take is dropped. */
  write: (text: string) => void
  /** Resolves when all that was written has been taken. It may never be. */
  flushed: () => Promise<void>
}

/** Bytes that wait for a launcher which does not read; the line that would be beyond is dropped. */
export const MOST_WAITING = 64 * 1024
