import path from 'node:path'
import { lines, type Log } from './log.ts'

/** Bytes. Whoever starts the program over and over fills no disk. */
const FULL = 2 * 1024 * 1024

type Files = {
  mkdirSync: (folder: string, options: { recursive: true; mode: number }) => unknown
  statSync: (file: string, options: { throwIfNoEntry: false }) => { size: number } | undefined
  appendFileSync: (file: string, text: string, options: { mode: number }) => void
}

/**
 * The log for a program that ends before it has begun, as a refused start does: a line is in the file when the call returns.
 * Where nothing can be written it is silent, for that a start is refused counts more.
 * @param file the same as that of `fileLog`, in whose form it writes
 */
export function logAtOnce(file: string, fs: Files, now: () => Date): Log {
  return lines((level, text) => {
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > FULL) return
      fs.appendFileSync(file, `${now().toISOString()} ${level} ${text}\n`, { mode: 0o600 })
    } catch {
      // A full disk, or a folder that is not ours.
    }
  })
}
