import { categories, policies, type Policy } from '../../src-main/config/policies.ts'
import { inFull, isSwitch, linkText, wordsFor, wordsOf } from './words.ts'

/** Every value of the registry, as docs/administrators.md has it: in the groups in which the editor of Group Policy shows them. */
export function settingsTable(): string {
  const words = wordsOf('en')
  return categories.map((category) => [
    `**${words.categories[category]}**`, '', '| value | kind | without it | what it does | read by |', '|---|---|---|---|---|',
    ...policies.filter((policy) => policy.category === category).map((policy) => {
      const { name, usual } = wordsFor(words, policy.value)
      const said = inFull({ ...words, otherwise: '{usual}' }, policy.value, linkText('en'))
      return `| \`${policy.value}\` | ${kindOf(policy)} | ${isSwitch(policy.value) ? '1' : usual === undefined ? 'nothing' : said.at(-1) ?? ''} | *${name}.* ${inMarkdown((isSwitch(policy.value) ? said : said.slice(0, -1)).join(' '))} | ${policy.reader} |`
    }), '',
  ].join('\n')).join('\n')
}

function kindOf(policy: Policy): string {
  if (policy.kind === 'number') return `REG_DWORD, ${policy.least} to ${policy.most}`
  if (policy.kind === 'list') return `REG_MULTI_SZ, at most ${policy.strings}`
  return policy.oneOf === undefined ? `REG_SZ, at most ${policy.most}` : `REG_SZ: ${policy.oneOf.map((one) => `\`${one}\``).join(', ')}`
}

/** Stars and angle brackets are what they are. */
const inMarkdown = (text: string) => text.replace(/[*<>|]/gu, (sign) => `\\${sign}`)

/** A page with what stands between its two marks written anew. @throws where it has none */
export function between(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by scripts/write-schemas.ts -->`, `<!-- ${name}: to here -->`]
  const [before, rest] = page.split(`${begin}\n`)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`the page has no place for ${name}`)
  return `${before}${begin}\n${text}${end}${after}`
}
