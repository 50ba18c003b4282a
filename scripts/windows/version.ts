import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version that package.json has: three numbers. */
export function productVersion(): string {
  const stated = /"version": "(\d+\.\d+\.\d+)"/.exec(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))?.[1]
  if (stated === undefined) throw new Error('package.json has no version of three numbers')
  return stated
}

/** A version resource as windres reads it: what a file's properties show, and by which an installer knows the newer one (docs of VERSIONINFO). */
export function versionResource({ file, version, library }: { file: string; version: string; library: boolean }): string {
  const numbers = `${version.split('.').join(',')},0`
  const values = { CompanyName: 'Gatehouse', ProductName: 'Gatehouse', FileDescription: file.replace(/\.(exe|dll)$/, '').replaceAll('.', ' '), OriginalFilename: file, FileVersion: version, ProductVersion: version }
  return `1 VERSIONINFO
FILEVERSION ${numbers}
PRODUCTVERSION ${numbers}
FILEFLAGSMASK 0x3f
FILEOS 0x40004
FILETYPE ${library ? '2' : '1'}
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
${Object.entries(values).map(([name, value]) => `      VALUE "${name}", "${value}"`).join('\n')}
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`
}
