import { type Finding, findingsOf } from '../finding.ts'
import type { Facts } from './facts.ts'
import { keys, PROVIDER } from './registry-values.ts'
import { byPolicy, LOGON, placeOf, valueIn } from './where.ts'

const REPAIR = 'repair the package: msiexec /fa with the same MSI, or Settings > Apps'
/** So many starts in a row that did not end well, and it stays away (windows/core/sentinel.h). */
const MOST_STRIKES = 5

/** Whether the sign-in screen finds our provider, and the file that it names is ours. */
export function providerFinding(facts: Facts): Finding {
  const { ok, wrong } = findingsOf('provider')
  const expected = `${facts.folder.path.replace(/\\$/, '')}\\Gatehouse.Provider.dll`
  const [file, threading] = [valueIn(facts, keys.server, ''), valueIn(facts, keys.server, 'ThreadingModel')]
  if (valueIn(facts, keys.listed, '') === undefined) return wrong(`the sign-in screen does not know it: HKLM\\${keys.listed} is not there`, REPAIR)
  if (valueIn(facts, keys.listed, 'Disabled') === 1) return wrong(`${placeOf(keys.listed, 'Disabled')}, is 1: somebody has switched it off`, 'delete that value')
  if (typeof file !== 'string' || file.toLowerCase() !== expected.toLowerCase()) return wrong(`${placeOf(keys.server, '')}, is ${JSON.stringify(file ?? null)}, not "${expected}"`, REPAIR, { found: file, expected })
  if (threading !== 'Apartment') return wrong(`${placeOf(keys.server, 'ThreadingModel')}, is ${JSON.stringify(threading ?? null)}, not "Apartment"`, REPAIR)
  return ok(`is registered: ${file}`, { file })
}

/** Whether a policy keeps it away from the sign-in screen. */
export function excludedFinding(facts: Facts): Finding {
  const { ok, wrong } = findingsOf('excluded')
  const found = valueIn(facts, keys.system, 'ExcludedCredentialProviders')
  const excluded = typeof found === 'string' ? found.split(/[,;\s]+/).filter(Boolean) : Array.isArray(found) ? found : []
  if (!excluded.some((one) => one.toLowerCase() === PROVIDER.toLowerCase())) return ok('no policy excludes it', { excluded })
  return wrong(`${placeOf(keys.system, 'ExcludedCredentialProviders')}, names ${PROVIDER}, which is ours: the link is not shown`, `take it out ${byPolicy(`${LOGON} > "Exclude credential providers"`)}`, { excluded })
}

/** Whether it has turned itself off. */
export function strikesFinding({ strikes }: Facts): Finding {
  const { ok, warning, wrong } = findingsOf('strikes')
  const place = 'HKLM\\SOFTWARE\\Gatehouse\\State, value Strikes'
  if (strikes === 0) return ok('its last start ended well')
  const mend = 'look at the events of Gatehouse/Admin for what went wrong; then, elevated: Gatehouse.Launcher.exe --repair'
  if (strikes < MOST_STRIKES) return warning(`${place}, is ${strikes}: so many starts in a row did not end well; after ${MOST_STRIKES} it stays away`, mend, { strikes })
  return wrong(`${place}, is ${strikes}: ${MOST_STRIKES} starts in a row did not end well, and it stays away from the sign-in screen`, mend, { strikes })
}
