import type { Config } from '../config/config.ts'
import { routeOf } from '../network/route.ts'
import { examine } from './examine.ts'
import { instruments } from './instruments.ts'
import { asJson, asText } from './report.ts'
import { type Told, withWindows } from './windows/examine.ts'

type Parts = Omit<Parameters<typeof instruments>[0], 'server' | 'route' | 'pins'> & {
  config: Config
  /** Where its settings are. */
  place: string
  how: 'text' | 'json'
  write: (text: string, written: () => void) => void
  /** What the launcher tells; on Windows alone. */
  windows: Told | undefined
}

/** `--doctor`: looks, says what it found, changes nothing. @returns the program's exit code: 0, or 1 where something is wrong */
export async function doctor({ config, place, how, write, windows, ...parts }: Parts): Promise<number> {
  const looked = await examine(config, place, instruments({ ...parts, server: config.server, route: routeOf(config.proxy, config.pacScript), pins: config.pins ?? [] }))
  const findings = windows ? withWindows(windows, looked) : looked
  await new Promise<void>((resolve) => write(how === 'json' ? asJson(findings) : asText(findings), resolve))
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0
}
