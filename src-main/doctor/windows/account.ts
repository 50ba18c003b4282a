import { type Finding, findingsOf } from '../finding.ts'
import { type Facts, isUntold } from './facts.ts'
import { byPolicy, placeOf, untold, USER_RIGHTS, valueIn } from './where.ts'
import { keys } from './registry-values.ts'

const REPAIR = 'elevated: Gatehouse.Launcher.exe --repair'
const [USERS, ADMINISTRATORS] = ['S-1-5-32-545', 'S-1-5-32-544']

/** What every local account is that is started by batch logon, whatever groups it was put into; Users, since whoever has signed in is in it. */
const everyLocal = ['S-1-1-0', 'S-1-2-0', 'S-1-5-3', 'S-1-5-11', 'S-1-5-113', USERS]
const names: Readonly<Record<string, string>> = {
  'S-1-1-0': 'Everyone', 'S-1-2-0': 'LOCAL', 'S-1-5-3': 'BATCH', 'S-1-5-11': 'Authenticated Users', 'S-1-5-113': 'Local account', [USERS]: 'Users', [ADMINISTRATORS]: 'Administrators',
}

/** The account under which the client runs at the sign-in screen. */
export function accountFinding({ account }: Facts): Finding {
  const { ok, warning, wrong } = findingsOf('account')
  if (isUntold(account)) return untold('account', account)
  if (account === null) return warning('there is no account GatehouseKiosk; the launcher makes it when the link is pressed', `${REPAIR} makes it now`)
  const facts = { sid: account.sid, groups: account.groups }
  if (account.groups.includes(ADMINISTRATORS)) return wrong('GatehouseKiosk is an administrator: whoever broke out of the client would have this machine', `take it out of every group; ${REPAIR}`, facts)
  if (account.groups.length > 0) return warning(`GatehouseKiosk is in ${account.groups.map((sid) => named(sid)).join(', ')}: it belongs into no group, and in Users it appears at the sign-in screen`, `take it out of every group; ${REPAIR}`, facts)
  if (account.enabled && !account.running) return warning('GatehouseKiosk is enabled, and no client runs: a launcher was ended in the middle', REPAIR, facts)
  return ok(account.enabled ? 'GatehouseKiosk is enabled, for a client that is being started now' : 'GatehouseKiosk is there, in no group, and disabled', facts)
}

/** Whether that account may be started: a denial counts more than any right. */
export function batchFinding({ account, rights }: Facts): Finding {
  const { ok, warning, wrong } = findingsOf('batch-logon')
  if (isUntold(rights)) return untold('batch-logon', rights)
  if (isUntold(account)) return untold('batch-logon', account)
  const own = account === null ? [] : [account.sid, ...account.groups]
  const has = (sids: readonly string[]) => sids.filter((sid) => own.includes(sid) || everyLocal.includes(sid))
  const [denied, granted] = [has(rights.denyBatch), has(rights.batch)]
  if (denied.length > 0) {
    return wrong(`"Deny log on as a batch job" holds for ${denied.map((sid) => named(sid, account?.sid)).join(', ')}, and so for GatehouseKiosk: the client cannot be started`,
      `take ${denied.length === 1 ? 'it' : 'them'} out ${byPolicy(`${USER_RIGHTS} > "Deny log on as a batch job"`)}; to keep others out, name accounts and groups that GatehouseKiosk is not in`, { denied })
  }
  if (granted.length > 0) return ok(`"Log on as a batch job" holds for ${granted.map((sid) => named(sid, account?.sid)).join(', ')}`, { granted })
  return warning('GatehouseKiosk has no right "Log on as a batch job"; the launcher gives it at each press, and Group Policy takes it away at each refresh',
    `add GatehouseKiosk ${byPolicy(`${USER_RIGHTS} > "Log on as a batch job"`)}, where a policy sets that right`)
}

/** Whether Windows keeps passwords for others. */
export function storedCredentialsFinding(facts: Facts): Finding {
  const { ok, warning } = findingsOf('stored-credentials')
  if (valueIn(facts, keys.lsa, 'disabledomaincreds') !== 1) return ok('Windows keeps credentials where it is asked to')
  return warning(`${placeOf(keys.lsa, 'disabledomaincreds')}, is 1: Windows keeps no passwords for tasks and networks. At the sign-in screen nothing rests on that; started otherwise, the client cannot keep a machine's key`,
    `${byPolicy('Windows Settings > Security Settings > Local Policies > Security Options > "Network access: Do not allow storage of passwords and credentials for network authentication"')}: Disabled, if the client is to be started otherwise`)
}

const named = (sid: string, account?: string): string => (sid === account ? 'GatehouseKiosk' : names[sid] ?? sid)
