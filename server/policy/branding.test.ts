import { expect, test } from 'vitest'
import { wordsOf } from '../../groundwork/settings/mistake.ts'
import { loadPolicy } from './load.ts'

const load = (branding: string) => loadPolicy(`version: 1\nworkflows: [{ name: Everybody, gates: [email-code], needed: 1 }]\nbranding:\n${branding}`, 'policy.yaml')
const mistakes = (branding: string) => {
  const loaded = load(branding)
  return loaded.ok ? [] : loaded.mistakes.map(wordsOf)
}

test('[F-15 F-25] an accent that can be read, and names of pictures', () => {
  expect(load('  accent: "#4cc2ff"\n  logo: logo.png\n  backdrop: pictures/valley.jpg\n')).toMatchObject({
    ok: true, policy: { branding: { accent: '#4cc2ff', logo: 'logo.png', backdrop: 'pictures/valley.jpg' } },
  })
  expect(load('  {}\n')).toMatchObject({ ok: true, policy: { branding: {} } })
})

test('[F-15 F-25] an accent that cannot be read is refused, with its contrast and the nearest that would do', () => {
  expect(mistakes('  accent: "#0078d4"\n')).toEqual([
    'policy.yaml:4:11: branding.accent has a contrast of 2.58 to 1 as a link under the pointer; must reach 4.5 to 1, as the nearest that does: "#34a7ff"',
  ])
  expect(mistakes('  accent: "#34a7ff"\n')).toEqual([])
})

test.each([
  ['  accent: #4cc2ff\n', 'policy.yaml:4:3: branding.accent is left empty; must be a colour like "#4cc2ff": # and six hexadecimal digits, in quotes, for without them YAML takes it for a comment'],
  ['  accent: blue\n', 'policy.yaml:4:11: branding.accent is no colour; must be a colour like "#4cc2ff": # and six hexadecimal digits, in quotes, for without them YAML takes it for a comment'],
  ['  accent: "#4cf"\n', 'policy.yaml:4:11: branding.accent is no colour; must be a colour'],
  ['  logo: ""\n', 'policy.yaml:4:9: branding.logo is empty; must be the name of a PNG or JPEG file'],
  ['  backdrop: [a.png]\n', 'policy.yaml:4:13: branding.backdrop is a list; must be the name of a PNG or JPEG file'],
  ['  logoSaysName: often\n', 'policy.yaml:4:17: branding.logoSaysName is a text; must be true or false'],
  ['  background: a.png\n', 'policy.yaml:4:3: branding.background is no setting; '],
])('[F-15] %j is named with its place', (branding, words) => {
  expect(mistakes(branding)).toEqual([expect.stringContaining(words)])
})
