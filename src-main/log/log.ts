import { redact, type Fields } from './redact.ts'

/** One line an event: a fixed word, and short facts. */
export type Log = {
  info: (event: string, fields?: Fields) => void
  warn: (event: string, fields?: Fields) => void
  error: (event: string, fields?: Fields) => void
}

/** Bytes; one older file of the same size is kept. */
const SIZE_LIMIT = 1024 * 1024

export type FileLog = Log & {
  /** Lets the lines through to the file: after the first screen is shown, for what writes them takes its time to load. */
  open: () => Promise<void>
}

/**
 * Lines in a file that outlives the run: it names no person and holds nothing typed, so that an administrator can find the
 * number somebody quotes.
 * @param file where; @param echo also receives every line at once, in the development build
 */
export function fileLog(file: string, echo: (line: string) => void = () => {}): FileLog {
  const early: [level: keyof Log, text: string][] = []
  let write = (level: keyof Log, text: string): void => void early.push([level, text])
  let opened: Promise<void> | undefined

  async function open(): Promise<void> {
    const { default: electronLog } = await import('electron-log/node.js')
    const log = electronLog.create({ logId: 'client' })
    log.transports.console.level = false
    log.transports.file.setAppName('Gatehouse') // else it looks for a package.json, and writes nothing where there is none
    log.transports.file.resolvePathFn = () => file
    log.transports.file.maxSize = SIZE_LIMIT
    log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
    log.transports.file.format = '{iso} {level} {text}'
    write = (level, text) => log[level](text)
    for (const line of early.splice(0)) write(...line)
  }

  return {
    ...lines((level, text) => {
      echo(`${level} ${text}`)
      write(level, text)
    }),
    open: () => (opened ??= open()),
  }
}

/** @param write receives lines that have been redacted */
export function lines(write: (level: keyof Log, text: string) => void): Log {
  const line = (level: keyof Log) => (event: string, fields: Fields = {}) =>
    write(level, [event, ...Object.entries(redact(fields)).map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' '))
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

/** An error of ours as a field: its kind and where it arose. Its message may quote what somebody typed, and is left out. */
export function whereOf(error: unknown): Fields {
  if (!(error instanceof Error)) return { kind: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 4)
  return { kind: error.name, at: frames.map((line) => line.trim()).join(' < ') }
}
