import { spawnSync } from 'node:child_process'

const said = spawnSync('espeak-ng', ['--version'], { encoding: 'utf8' })
export const espeakVersion = said.error ? 'none' : /\d+\.\d+/u.exec(said.stdout)?.[0] ?? 'unknown'

/** @returns why it cannot run here, fit to stand after "skipped: "; undefined: it can */
export const espeakMissing = (): string | undefined => (said.error ? 'needs packages: apt-get install --no-install-recommends espeak-ng' : undefined)
