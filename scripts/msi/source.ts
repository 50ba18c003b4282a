import path from 'node:path'
import { registration } from '../windows/registration.ts'
import { guidOf, rowName } from './ids.ts'
import { found, type Setting, settings, wanted } from './settings.ts'

/** The same for every version, ever: it is how Windows knows that one replaces the other. */
export const upgradeCode = guidOf('product Gatehouse')

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const key = 'SOFTWARE\\Gatehouse'

export type Source = { template: string; version: string; productCode: string; files: readonly string[]; standIn: boolean; comments: string }

/** The source for wixl, from the template and what is to be installed. */
export function sourceOf({ template, version, productCode, files, standIn, comments }: Source): string {
  const components = [...files.map(fileComponent), 'ProviderRegistration', ...settings.map(settingComponent)]
  const parts: Record<string, string> = {
    version, productCode, upgradeCode, comments: escape(comments), standIn: standIn ? ', stand-in without a client: for tests only' : '',
    properties: settings.filter(({ kind }) => kind !== 'list').map(search).join('\n'),
    files: directory(tree(files), ''),
    providerRegistration: guidOf('component provider registration'),
    provider: provider(),
    settings: settings.map(settingRow).join('\n'),
    references: components.map((id) => `<ComponentRef Id="${id}"/>`).join('\n'),
  }
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => parts[name] ?? whole)
}

export const fileRow = (file: string) => rowName('File', file)
export const fileComponent = (file: string) => rowName('Component', file)
export const settingComponent = ({ value }: Setting) => `Setting${value}`

const search = (setting: Setting) =>
  `<Property Id="${found(setting)}"><RegistrySearch Id="${found(setting)}" Root="HKLM" Key="${key}" Name="${setting.value}" Type="raw" Win64="yes"/></Property>`

/**
 * A text that Windows Installer reads as a number begins with #, which it puts there itself for a number that it found: so what is wanted
 * has it already. A list goes to the launcher as a text, since no property can hold one.
 */
function settingRow(setting: Setting): string {
  const { value, kind } = setting
  const [place, text] = kind === 'list' ? [`${key}\\Given`, setting.property] : [key, wanted(setting)]
  const main = `<RegistryValue Id="Value${value}" Root="HKLM" Key="${place}" Name="${value}" Type="string" Value="[${text}]" KeyPath="yes"/>`
  return `<Component Id="${settingComponent(setting)}" Guid="${guidOf(`component setting ${value}`)}" Win64="yes">${main}</Component>`
}

/** One component, which is there when Windows lists the provider. */
function provider(): string {
  return registration.values.map(({ key: place, name, value }) =>
    `<RegistryValue Id="${rowName('Provider', `${place}\\${name}`)}" Root="HKLM" Key="${place}" ${name === '' ? '' : `Name="${name}" `}Type="string" Value="${escape(value)}"${place.includes('\\Credential Providers\\') ? ' KeyPath="yes"' : ''}/>`).join('\n')
}

type Tree = { files: string[]; folders: Map<string, Tree> }

function tree(files: readonly string[]): Tree {
  const root: Tree = { files: [], folders: new Map() }
  for (const file of files) {
    let at = root
    for (const name of file.split('/').slice(0, -1)) {
      const next = at.folders.get(name) ?? { files: [], folders: new Map() }
      at.folders.set(name, next)
      at = next
    }
    at.files.push(file)
  }
  return root
}

function directory({ files, folders }: Tree, place: string): string {
  return [
    ...files.map((file) => `<Component Id="${fileComponent(file)}" Guid="${guidOf(`component ${file}`)}" Win64="yes">`
      + `<File Id="${fileRow(file)}" Name="${escape(path.posix.basename(file))}" Source="${escape(file)}" KeyPath="yes"/></Component>`),
    ...[...folders].map(([name, inside]) => `<Directory Id="${rowName('Folder', place + name)}" Name="${escape(name)}">\n${directory(inside, `${place}${name}/`)}\n</Directory>`),
  ].join('\n')
}
