import { type Logger, pino } from 'pino'
import { cover } from './cover.ts'

/** Whatever logs: first what is known, then a sentence that stays the same. */
export type Log = Logger

/**
 * One JSON object a line, for whatever collects them.
 * @param write takes whole lines
 */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error', write: (line: string) => void): Log {
  return pino({
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    // pino's own would add what drivers hang on their errors.
    serializers: { err: cover },
    formatters: { level: (label) => ({ level: label }), log: covered },
  }, { write })
}

function covered(fields: Record<string, unknown>): Record<string, unknown> {
  const shown = cover(fields)
  return typeof shown === 'object' && shown !== null ? { ...shown } : {}
}
