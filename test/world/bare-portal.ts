import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files of a portal for tests that need its operations and no page: two empty ones. @returns the folder */
export function writeBarePortal(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const type = 'text/html; charset=utf-8'
  const pages = ['portal.html', 'register.html']
  for (const page of pages) writeFileSync(join(folder, page), `<!doctype html><title>${page}</title>`)
  writeFileSync(join(folder, 'files.json'), JSON.stringify({ page: 'portal.html', register: 'register.html', files: pages.map((path) => ({ path, type })) }))
  return folder
}
