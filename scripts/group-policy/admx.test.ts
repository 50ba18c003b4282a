import { describe, expect, test } from 'vitest'
import { policies, registryKeys, type Policy } from '../../src-main/config/policies.ts'
import { judged } from '../../src-main/config/registry-values.ts'
import { admx } from './admx.ts'
import { adml, cultureOf } from './adml.ts'
import { ingestion, settings } from './intune.ts'
import { everyIn, named, type Read, readXml } from '../read-xml.ts'
import { admlRules, admxRules, breaches } from './schema-rules.ts'
import { shippedLanguages } from './words.ts'

const template = readXml(admx())
const written = named(template, 'policy')
const rows: readonly Policy[] = policies
const [policyOf, fieldOf] = [(name: string) => written.find(({ attributes }) => attributes['name'] === name), (name: string) => named(policyOf(name) ?? template, 'elements')[0]?.inside[0]]

describe('[F-30] Gatehouse.admx', () => {
  test("[F-30] has the shape of Microsoft's schema", () => expect(breaches(template, admxRules)).toEqual([]))

  test('[F-30] has every setting, for the computer alone, below the key that the client reads', () => {
    expect(written.map(({ attributes }) => attributes['name'])).toEqual(policies.map(({ value }) => value))
    for (const { attributes } of written) expect(attributes).toMatchObject({ class: 'Machine', key: registryKeys.policy })
  })

  test.each(rows)('[F-30] $value is written as what it is read as, within its limits', (policy) => {
    const [own, field] = [policyOf(policy.value), fieldOf(policy.value)]
    const value = field?.attributes['valueName'] ?? own?.attributes['valueName']
    expect([value, field?.attributes['key']]).toEqual([policy.value, undefined])
    if (policy.value === 'Enabled') {
      expect(['enabledValue', 'disabledValue'].map((name) => named(own ?? template, name)[0]?.inside[0]?.attributes['value'])).toEqual(['1', '0'])
    } else if (policy.kind === 'number') {
      expect([field?.name, field?.attributes['minValue'], field?.attributes['maxValue']]).toEqual(['decimal', String(policy.least), String(policy.most)])
    } else if (policy.kind === 'list') {
      expect([field?.name, field?.attributes['maxStrings'], field?.attributes['maxLength']]).toEqual(['multiText', String(policy.strings), String(policy.most)])
    } else if (policy.oneOf) {
      expect([field?.name, field?.inside.map((item) => item.text.trim())]).toEqual(['enum', policy.oneOf])
    } else {
      expect([field?.name, field?.attributes['maxLength'], field?.attributes['expandable']]).toEqual(['text', String(policy.most), undefined])
    }
  })

  test('[F-30] refers to nothing that is not in it', () => {
    const names = (of: string) => named(template, of).map(({ attributes }) => attributes['name'])
    const refs = (of: string) => named(template, of).map(({ attributes }) => attributes['ref'])
    expect(names('category')).toEqual(expect.arrayContaining(refs('parentCategory')))
    expect(refs('supportedOn').filter((ref) => ref !== undefined && !names('definition').includes(ref))).toEqual([])
  })
})

describe.each(shippedLanguages)('[F-30] Gatehouse.adml in %s', (language) => {
  const resources = readXml(adml(language))
  const idsOf = (name: string) => named(resources, name).flatMap(({ attributes }) => attributes['id'] ?? [])
  const referredTo = (what: string) => new Set(everyIn(template).flatMap(({ attributes }) => Object.values(attributes)).flatMap((value) => new RegExp(`^\\$\\(${what}\\.(\\w+)\\)$`, 'u').exec(value)?.[1] ?? []))

  test("[F-30] has the shape of Microsoft's schema, and a folder that Windows knows", () => {
    expect(breaches(resources, admlRules)).toEqual([])
    expect(cultureOf(language)).toMatch(new RegExp(`^${language}-[A-Z]{2}$`, 'u'))
  })

  test('[F-30] has every text and every field that the template names, once, and no others', () => {
    expect(idsOf('string').sort()).toEqual([...referredTo('string')].sort())
    expect(idsOf('presentation').sort()).toEqual([...referredTo('presentation')].sort())
    for (const { text } of named(resources, 'string')) expect(text).toMatch(/^\S[^{}]*\S$/u)
  })

  test('[F-30] shows each field by what fits what it writes', () => {
    const shown: Readonly<Record<string, string>> = { decimal: 'decimalTextBox', text: 'textBox', multiText: 'multiTextBox', enum: 'dropdownList' }
    for (const presentation of named(resources, 'presentation')) {
      const id = presentation.attributes['id'] ?? ''
      const fields = presentation.inside.filter(({ name }) => name !== 'text')
      expect(fields.map(({ name, attributes }) => [name, attributes['refId']])).toEqual([[shown[fieldOf(id)?.name ?? ''], fieldOf(id)?.attributes['id']]])
      expect(presentation.text.trim()).not.toBe('')
    }
  })
})

describe('[F-30] the rows for Intune', () => {
  // As Windows names what it ingested: application, "Policy", the path of categories, then the policy.
  const pathOf = (category: string | undefined): string[] => {
    const found = named(template, 'category').find(({ attributes }) => attributes['name'] === category)
    return found === undefined || category === undefined ? [] : [...pathOf(found.inside[0]?.attributes['ref']), category]
  }

  test('[F-30] address each setting as Windows does', () => {
    const [application, kind] = ingestion.omaUri.split('/').slice(-3)
    const expected = written.map((one) => `./Device/Vendor/MSFT/Policy/Config/${[application, kind, ...pathOf(named(one, 'parentCategory')[0]?.attributes['ref'])].join('~')}/${one.attributes['name'] ?? ''}`)
    expect(settings().map(({ omaUri }) => omaUri)).toEqual(expected)
  })

  test.each(settings())('[F-30] the example of $name is one that counts', ({ omaUri, value }) => {
    const name = omaUri.split('/').at(-1) ?? ''
    const row: Read = readXml(`<row>${value}</row>`)
    const policy = rows.find((one) => one.value === name)
    const data = row.inside[1]
    expect(row.inside.map((one) => one.name)).toEqual(name === 'Enabled' ? ['enabled'] : ['enabled', 'data'])
    expect(data?.attributes['id']).toBe(fieldOf(name)?.attributes['id'])
    const typed = data?.attributes['value'] ?? '1'
    const found = policy?.kind === 'number' ? Number(typed) : policy?.kind === 'list' ? typed.split('\uf000') : typed
    expect(judged({ policy: { [name]: found }, machine: {} })).toMatchObject([{ name, right: policy?.example }])
  })
})
