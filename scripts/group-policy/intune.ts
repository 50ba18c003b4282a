import { policies, type Policy } from '../../src-main/config/policies.ts'
import { categoryName } from './admx.ts'
import { isSwitch, wordsFor, wordsOf } from './words.ts'
import { escaped } from './xml.ts'

/** A row of a custom profile in Intune. */
export type OmaUri = { name: string; omaUri: string; dataType: 'String'; value: string }

/** The first row, which tells Windows what the others mean: its value is the text of Gatehouse.admx ("Win32 and Desktop Bridge app ADMX policy Ingestion", Microsoft Learn). */
export const ingestion = { name: 'Gatehouse ADMX', omaUri: './Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Gatehouse/Policy/GatehouseAdmx', dataType: 'String', file: '../group-policy/Gatehouse.admx' } as const

/** A row for each setting, with an example. */
export const settings = (): OmaUri[] => policies.map((policy) => ({
  name: wordsFor(wordsOf('en'), policy.value).name,
  omaUri: `./Device/Vendor/MSFT/Policy/Config/Gatehouse~Policy~Gatehouse~${categoryName(policy.category)}/${policy.value}`,
  dataType: 'String',
  value: valueOf(policy),
}))

/** As MDM writes what an administrator types into the fields of a policy ("Understanding ADMX policies", Microsoft Learn). */
function valueOf(policy: Policy & (typeof policies)[number]): string {
  if (isSwitch(policy.value)) return '<enabled/>'
  // The texts of a list are divided by U+F000.
  const value = policy.kind === 'list' ? policy.example.map(escaped).join('&#xF000;') : escaped(String(policy.example))
  return `<enabled/><data id="${policy.value}" value="${value}"/>`
}

export const intuneJson = () => `${JSON.stringify({ ingestion, settings: settings() }, null, 2)}\n`

export const intuneTable = () => ['| name | OMA-URI | data type | value, for example |', '|---|---|---|---|',
  `| ${ingestion.name} | \`${ingestion.omaUri}\` | String | the text of [Gatehouse.admx](${ingestion.file}) |`,
  ...settings().map(({ name, omaUri, dataType, value }) => `| ${name} | \`${omaUri}\` | ${dataType} | \`${value.replaceAll('|', '\\|')}\` |`), ''].join('\n')
