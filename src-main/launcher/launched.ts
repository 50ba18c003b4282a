import fs from 'node:fs'
import { telling } from './events.ts'
import { fsPipe } from './fs-pipe.ts'
import type { HandOver } from './hand-over.ts'
import { type Launcher, openLauncher } from './launcher.ts'
import type { Pipe } from './pipe.ts'

/** Who started this client, and what it was given. */
export type Launched = {
  handOver: HandOver
  launcher: Launcher
  /** Takes the lines of the log, and tells the launcher those that are for administrators. */
  tell: (line: string) => void
}

/** @returns who started this client, by its two pipes, and what it handed over; or why that is none */
export async function launchedBy(platform: NodeJS.Platform, wait: (milliseconds: number) => Promise<void>): Promise<Launched | { wrong: string }> {
  const pipe: Pipe = platform === 'win32' ? fsPipe(fs) : (await import('./socket-pipe.ts')).socketPipe(await import('node:net'))
  const opened = await openLauncher({ pipe, wait, everyFewSeconds: (tick) => clearInterval.bind(undefined, setInterval(tick, 5000)) })
  return 'wrong' in opened ? opened : { ...opened, tell: telling(opened.launcher.event) }
}
