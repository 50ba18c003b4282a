import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { untilItAnswers } from '../until-it-answers.ts'

const found = spawnSync('nginx', ['-v'], { encoding: 'utf8' })
export const nginxVersion = /nginx\/(\d+\.\d+\.\d+)/u.exec(found.stderr)?.[1] ?? 'unknown'
/** Why it cannot run here; undefined: it can. */
export const nginxMissing = (): string | undefined =>
  found.error ? 'needs packages: apt-get install --no-install-recommends nginx' : undefined

/** All that it needs to run in a folder of its own, and nothing that changes what it sends. */
const around = (folder: string, server: string) => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr warn;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${server}
}
`

/**
 * nginx with this server block. It goes with us, even if we are killed.
 * @param answers asked again and again until it is true
 * @returns ends it and removes its folder
 */
export async function runNginx(server: string, answers: () => Promise<boolean>): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-nginx-'))
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, around(folder, server))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const stop = await untilItAnswers('nginx', ['-c', file, '-e', 'stderr'], folder, answers)
    return async () => {
      await stop()
      remove()
    }
  } catch (error) {
    remove()
    throw error
  }
}
