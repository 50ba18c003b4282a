import type { RegistryValue } from '../../scripts/windows/registration.ts'

/** A file as `reg import` reads it, UTF-16 with its mark. @param without keys below HKEY_LOCAL_MACHINE that are removed first, with all below them */
export function registryFile(without: readonly string[], values: readonly RegistryValue[]): string {
  const lines = values.map((value) => `[HKEY_LOCAL_MACHINE\\${value.key}]\r\n${value.name === '' ? '@' : quoted(value.name)}=${written(value)}\r\n`)
  return `\uFEFFWindows Registry Editor Version 5.00\r\n\r\n${[...without.map((key) => `[-HKEY_LOCAL_MACHINE\\${key}]\r\n`), ...lines].join('\r\n')}`
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

function written(value: RegistryValue): string {
  if (value.kind === 'REG_SZ') return quoted(value.value)
  if (value.kind === 'REG_DWORD') return `dword:${value.value.toString(16).padStart(8, '0')}`
  const bytes = Buffer.from(`${value.value.map((text) => `${text}\0`).join('')}\0`, 'utf16le')
  return `hex(7):${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`
}
