import { existsSync } from 'node:fs'

/** @returns why the Windows side can be neither built nor tried on this machine; undefined: it can */
export function windowsMissing(): string | undefined {
  const programs = ['x86_64-w64-mingw32-g++', 'clang++-14', 'clang-tidy-14', 'cppcheck', 'wine', 'wixl', 'msiinfo', 'osslsigncode']
  const missing = programs.filter((program) => !existsSync(`/usr/bin/${program}`))
  return missing.length === 0 ? undefined : `${missing.join(', ')} of system-packages.json, group "windows", are not installed`
}
