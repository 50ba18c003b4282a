/** The line that mends a missing right: the script of deploy/active-directory. */
export function grantLine(units: readonly string[], switches = ''): string {
  const named = units.map((unit) => `'${unit.replaceAll("'", "''")}'`).join(', ')
  return `.\\Grant-GatehouseRights.ps1 -Account <group of the service account> -Unit ${named}${switches && ` ${switches}`}`
}
