import type { Socket } from 'node:net'
import { MOST_WAITING, type Pipe } from './pipe.ts'

type Net = { Socket: new (options: { fd: number; readable: boolean; writable: boolean }) => Socket }

/** For all systems but Windows: no thread waits for the pipe, so that the program can end at any time. */
export function socketPipe({ Socket }: Net, input = 0, output = 1): Pipe {
  // What is no pipe (a file, a terminal, /dev/null) throws when it is opened.
  const open = (fd: number, way: { readable: boolean; writable: boolean }): Socket | undefined => {
    try {
      return new Socket({ fd, ...way })
    } catch {
      return undefined
    }
  }
  const out = open(output, { readable: false, writable: true })
  // Whoever stops reading has gone: the same as an end.
  let end = (): void => undefined
  out?.on('error', () => end())

  return {
    listen(take, ended) {
      let over = false
      end = () => {
        if (!over) ended()
        over = true
      }
      const from = open(input, { readable: true, writable: false })
      if (!from) {
        end()
        return
      }
      from.on('data', take).on('error', () => end()).on('close', () => end())
    },
    write(text) {
      if (out && !out.destroyed && out.writableLength + Buffer.byteLength(text) <= MOST_WAITING) out.write(text)
    },
    flushed: () => new Promise((resolve) => {
      if (!out || out.destroyed) {
        resolve()
        return
      }
      out.once('close', resolve)
      out.write('', () => resolve())
    }),
  }
}
