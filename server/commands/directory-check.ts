import { checkDomain } from '../directory/active-directory/check/check.ts'
import type { Finding, FindingState } from '../directory/active-directory/check/finding.ts'
import type { DomainConfig } from '../config/config.ts'
import type { ServiceKeys } from '../directory/active-directory/check/service-principal.ts'
import { domainOf } from '../directory/active-directory/domain.ts'
import { sameName } from '../directory/typed-name.ts'
import { type Command, configSwitch } from './command.ts'
import { loadBoth } from './load.ts'
import { serviceKeys, ticketFinding } from './ticket-findings.ts'

/** For each question that is put to a controller, in milliseconds. */
const LIMIT = 10_000

export const directoryCheck: Command = {
  name: 'directory check',
  says: 'Looks at each domain and controller, and at what the service account may do, line by line with the command that mends it. Changes nothing.',
  switches: { config: configSwitch, json: { says: 'the same as JSON' } },
  async run({ text, has }, terminal) {
    const loaded = await loadBoth(text('config'), terminal, 'nothing was checked')
    if (!loaded) return 2
    const { directory, registration } = loaded.config
    if (directory.kind === 'demo') {
      terminal.err('directory.kind is demo: there is no domain to check; must be active-directory')
      return 2
    }
    const { domains, privateMailAttribute, privateNumberAttribute, history, protected: named } = directory
    const negotiate = registration?.negotiate
    const service = negotiate && await serviceKeys(negotiate)
    const found = await Promise.all([
      ...domains.map((domain) => checkDomain({ ...domain, privateMailAttribute, privateNumberAttribute, history, protected: named }, { now: Date.now, limit: LIMIT, service: isOf(domain, service) ? service : undefined })),
      ...(negotiate ? [ticketFinding(negotiate).then((finding) => [finding])] : []),
    ])
    const findings = found.flat()
    if (has('json')) terminal.out(JSON.stringify({ findings, ...count(findings) }, undefined, 2))
    else for (const line of linesOf(findings)) terminal.out(line)
    return findings.some(({ state }) => state === 'missing') ? 1 : 0
  },
}

/** The realm of a domain is its name in capitals. */
const isOf = ({ base }: DomainConfig, service: ServiceKeys | undefined) => service !== undefined && sameName(service.principal.replace(/^.*@/u, ''), domainOf(base).dns)

type Counts = Record<FindingState, number>

function count(findings: readonly Finding[]): Counts {
  const counts: Counts = { ok: 0, warning: 0, missing: 0 }
  for (const { state } of findings) counts[state] += 1
  return counts
}

/** One line for each finding, below the name of what it is about; what mends it stands below. */
function linesOf(findings: readonly Finding[]): string[] {
  const { ok, warning, missing } = count(findings)
  const lines = findings.flatMap(({ about, check, state, says, mend }, index) => [
    ...(findings[index - 1]?.about === about ? [] : [about]),
    `  ${state.padEnd(8)} ${check.padEnd(26)} ${says}`,
    ...(mend === undefined ? [] : [`${' '.repeat(38)}→ ${mend}`]),
  ])
  return [...lines, `${ok} ok, ${warning} ${warning === 1 ? 'warning' : 'warnings'}, ${missing} missing.`]
}
