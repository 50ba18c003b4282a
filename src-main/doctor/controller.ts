import type { Sight } from '../network/line-of-sight.ts'
import { type Finding, findingsOf } from './finding.ts'

const { ok, warning, notChecked } = findingsOf('controller')

/** @param domain as the settings have it */
export function controllerFinding(sight: Sight, domain: string | undefined): Finding {
  if (domain === undefined || sight.controller === 'unknown') return notChecked('the setting "domain" says of none: nothing is said to people about the password that this machine remembers')
  if (sight.controller === 'reached') return ok(`${sight.host} answers: a new password works at this machine at once`, { host: sight.host })
  return warning(`none of ${domain} is reached from here: a new password works at this machine only where one is`, 'in the company: name servers and firewall (LDAP, port 389) for this machine; elsewhere a VPN that connects before sign-in')
}
