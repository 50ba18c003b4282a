import { MOST_WAITING, type Pipe } from './pipe.ts'

/** Bytes that are read at a time. */
const PIECE = 16 * 1024

type Fs = {
  read: (fd: number, buffer: Buffer, offset: number, length: number, position: null, done: (error: Error | null, read: number) => void) => void
  write: (fd: number, bytes: Buffer, offset: number, length: number, position: null, done: (error: Error | null, written: number) => void) => void
}

/**
 * For Windows. Electron puts something else in place of `process.stdin` there, and an anonymous pipe can only be read by a thread that
 * waits: one of Node's four. (Elsewhere a program that ends would wait for that thread; Windows ends it.)
 */
export function fsPipe(fs: Fs, input = 0, output = 1): Pipe {
  const waiting: Buffer[] = []
  let bytes = 0
  let writing = false
  let gone = false
  let taken: (() => void)[] = []

  function writeNext(): void {
    const [next] = waiting
    writing = next !== undefined
    if (!next) {
      for (const done of taken) done()
      taken = []
      return
    }
    fs.write(output, next, 0, next.length, null, (error, written) => {
      if (error) {
        gone = true
        waiting.length = 0
        writeNext()
        return
      }
      bytes -= written
      waiting.shift()
      if (written < next.length) waiting.unshift(next.subarray(written))
      writeNext()
    })
  }

  return {
    listen(take, ended) {
      const piece = Buffer.alloc(PIECE)
      const readNext = (): void => fs.read(input, piece, 0, PIECE, null, (error, read) => {
        if (error || read === 0) {
          ended()
          return
        }
        take(piece.subarray(0, read))
        readNext()
      })
      readNext()
    },
    write(text) {
      const line = Buffer.from(text)
      if (gone || bytes + line.length > MOST_WAITING) return
      waiting.push(line)
      bytes += line.length
      if (!writing) writeNext()
    },
    flushed: () => (writing ? new Promise((resolve) => taken.push(resolve)) : Promise.resolve()),
  }
}
