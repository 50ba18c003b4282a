import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Endpoint } from '../options.ts'
import { type Finding, findingsAbout } from './finding.ts'

/** Whether a controller's name leads anywhere. */
export async function nameFinding({ host, port, address }: Endpoint): Promise<Finding> {
  const { ok, missing } = findingsAbout(`${host}:${port}`)
  if (address !== undefined) return ok('name', `is taken to be at ${address}, as the settings say`)
  if (isIP(host)) return ok('name', 'is an address itself')
  try {
    const found = await lookup(host, { all: true })
    return ok('name', `is at ${found.map((one) => one.address).join(', ')}`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return missing('name', `${host} cannot be resolved (${code})`, `resolvectl query ${host}; let this machine ask the domain's DNS servers, or give the controller an \`address\``)
  }
}
