import { spawnSync } from 'node:child_process'
import { fromAFile } from '../from-a-file.ts'

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
export const runNginx = (server: string, answers: () => Promise<boolean>): Promise<() => Promise<void>> =>
  fromAFile({ name: 'nginx', text: (folder) => around(folder, server), args: (file) => ['-c', file, '-e', 'stderr'] }, answers)
