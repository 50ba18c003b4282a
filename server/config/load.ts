import { dirname, resolve } from 'node:path'
import { Secret } from '@gatehouse/contract'
import type { Config, DatabaseConfig, DirectoryConfig, DomainConfig, ListenConfig, MailConfig } from './config.ts'
import { readDocument } from '../../groundwork/settings/document.ts'
import { type Environment, overlay, secretPlace } from './environment.ts'
import { causeOf, type ReadFile } from '../../groundwork/settings/named-file.ts'
import { fit } from '../../groundwork/settings/fit.ts'
import { inOrder, type Mistake } from '../../groundwork/settings/mistake.ts'
import { registrationOf } from './registration-of.ts'
import { Settings } from './schema.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'
import { smsOf } from './sms-of.ts'
import { readTexts, type Texts } from './texts.ts'
import { judgedTogether } from './together.ts'
import { voiceOf } from './voice-of.ts'

/** The policy as it was found; who starts the server wants to see the mistakes of both files at once. */
export type PolicyText = { file: string; text: string }

export type LoadedConfig =
  | { ok: true; config: Config; policy: PolicyText }
  | { ok: false; mistakes: Mistake[]; policy?: PolicyText }

type Source = { file: string; env: Environment; readFile: ReadFile }

/** Reads the settings file, lays the environment over it and reads every file that they name. @returns all mistakes, or none */
export async function loadConfig({ file, env, readFile }: Source): Promise<LoadedConfig> {
  const text = await readFile(file).then((found) => found.text, (error: unknown) => ({ missing: causeOf(error) }))
  if (typeof text !== 'string') {
    return { ok: false, mistakes: [{ source: file, path: '', what: text.missing, right: 'must be a settings file' }] }
  }
  const document = readDocument(text, file)
  if (document.value === undefined) return { ok: false, mistakes: inOrder(document.mistakes) }

  const folder = dirname(resolve(file))
  const overlaid = overlay(document.value, document.locate, env)
  const settings = fit(Settings, overlaid.data, overlaid.locate)
  const { texts, mistakes: unread } = await readTexts(overlaid, env, folder, readFile)
  const mistakes = inOrder([
    ...document.mistakes, ...overlaid.mistakes, ...(settings.ok ? [] : settings.mistakes), ...unread, ...judgedTogether(overlaid, texts),
  ])

  const policyText = texts.get('policyFile')
  const policyFile = valueAt(overlaid.data, ['policyFile'])
  const policy = policyText === undefined || typeof policyFile !== 'string' ? undefined : { file: resolve(folder, policyFile.trim()), text: policyText }
  if (!settings.ok || mistakes.length > 0 || !policy) return { ok: false, mistakes, ...(policy && { policy }) }
  return { ok: true, config: { ...configOf(settings.value, texts, folder), policyFile: policy.file }, policy }
}

function companyOf({ helpdeskMail, timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone, ...company }: Settings['company']): Config['company'] {
  return { ...company, ...(helpdeskMail !== undefined && { helpdeskMail }), timeZone }
}

function configOf({ listen, portal, registration, devices, internal, database, company, directory, mail, sms, voice, audit, retention, log }: Settings, texts: Texts, folder: string): Omit<Config, 'policyFile'> {
  const ours = { listen: { ...listenOf('listen', listen, texts), proxies: listen.proxies }, directory: directoryOf(directory, texts) }
  return {
    ...ours,
    ...(portal && { portal: portalOf(portal, folder) }),
    ...(registration && { registration: registrationOf({ ...ours, registration, texts, folder }) }),
    ...(devices && { devices }),
    ...(internal && { internal: listenOf('internal', internal, texts) }),
    database: databaseOf(database, texts, folder),
    ...codesKeysOf(secret(texts, 'keys.codes')),
    auditKeys: secret(texts, 'keys.audit'),
    registrationKeys: secret(texts, 'keys.registrations'),
    company: companyOf(company),
    mail: mailOf(mail, texts),
    ...(sms && { sms: smsOf(sms, texts) }),
    ...(voice && { voice: voiceOf(voice, texts, folder) }),
    audit: { inLog: audit.inLog, ...(audit.headsFolder !== undefined && { headsFolder: resolve(folder, audit.headsFolder) }) },
    retention,
    log,
  }
}

function listenOf(name: 'listen' | 'internal', { host, port }: ListenConfig, texts: Texts): ListenConfig {
  const certificate = texts.get(`${name}.certificateFile`)
  const key = texts.get(`${name}.keyFile`)
  return { host, port, ...(certificate && key && { tls: { certificate, key: new Secret(key) } }) }
}

function portalOf({ origin, insideNetworks, effortBits, folder }: NonNullable<Settings['portal']>, base: string): NonNullable<Config['portal']> {
  return { origin, insideNetworks, effortBits, ...(folder !== undefined && { folder: resolve(base, folder) }) }
}

function databaseOf({ folder, url }: Settings['database'], texts: Texts, base: string): DatabaseConfig {
  if (folder !== undefined) return { folder: resolve(base, folder) }
  const whole = new URL(url ?? '')
  const password = texts.get('database.password')
  if (password !== undefined) whole.password = encodeURIComponent(password)
  const ca = texts.get('database.caFile')
  return { url: new Secret(whole.href), ...(ca && { ca }) }
}

function directoryOf(directory: Settings['directory'], texts: Texts): DirectoryConfig {
  if (directory.kind === 'demo') return directory
  const { kind, domains, privateMailAttribute, privateNumberAttribute, protected: named, history } = directory
  const [first, ...others] = domains.map((domain, index) => domainOf(domain, index, texts))
  // The schema wants one at least.
  if (!first) throw new Error('a directory without a domain')
  return { kind, domains: [first, ...others], privateMailAttribute, privateNumberAttribute, protected: named, history }
}

type DomainSettings = Extract<Settings['directory'], { kind: 'active-directory' }>['domains'][number]

function domainOf({ base, controllers, dns, changesAt, bindUser, netbiosName }: DomainSettings, index: number, texts: Texts): DomainConfig {
  const ca = texts.get(`directory.domains.${index}.caFile`)
  const passwordFile = `directory.domains.${index}.passwordFile`
  return {
    base,
    controllers: controllers?.map(({ host, port, address }) => ({ host, port, ...(address && { address }) }))
      ?? { ...(dns?.site && { site: dns.site }), ...(dns?.resolvers && { resolvers: dns.resolvers }) },
    changesAt: changesAt === 'pdc' || changesAt === 'any-writable' ? changesAt : { host: changesAt },
    bind: { user: bindUser, password: secret(texts, passwordFile === secretPlace('directory.password') ? 'directory.password' : passwordFile) },
    ...(ca && { ca }), ...(netbiosName && { netbiosName }),
  }
}

function mailOf({ host, port, tls, user, from, fallback }: Settings['mail'], texts: Texts): MailConfig {
  const ca = texts.get('mail.caFile')
  return {
    host, port, tls, from, ...(ca && { ca }), ...(user && { signIn: { user, password: secret(texts, 'mail.password') } }),
    fallback: fallback.map((server, index) => fallbackOf(server, from, (name) => texts.get(`mail.fallback.${index}.${name}`))),
  }
}

function fallbackOf({ host, port, tls, user }: Settings['mail']['fallback'][number], from: string, fileOf: (setting: string) => string | undefined) {
  const ca = fileOf('caFile')
  const password = fileOf('passwordFile')
  return { host, port, tls, from, ...(ca && { ca }), ...(user && password !== undefined && { signIn: { user, password: new Secret(password) } }) }
}

/** @param name of the secret, or the place of its file where no variable can hold it */
function codesKeysOf(text: Secret): Pick<Config, 'codesKey' | 'otherCodesKey'> {
  const [codesKey, otherCodesKey] = text.reveal().split(/\s+/u).filter(Boolean).map((key) => new Secret(key))
  return { codesKey: codesKey ?? text, ...(otherCodesKey && { otherCodesKey }) }
}

function secret(texts: Texts, name: string): Secret {
  const text = texts.get(name)
  // `judgedTogether` has named it before anybody comes here.
  if (text === undefined) throw new Error(`${name} was not read`)
  return new Secret(text)
}
