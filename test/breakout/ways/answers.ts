import { problem } from '@gatehouse/contract'
import type { Bait } from '../canaries.ts'
import { company, type Said } from '../server.ts'
import type { Way } from './way.ts'

/** What a server says in an attacker's hands: the company's name, where its helpdesk is, and what is answered to "Next". */
export type ByAnswer = Way & {
  text: (bait: Bait) => string
  /** How it stands on the screen, where that is not as it was said. */
  shown?: string
}

const text = 'what a server says is text: nothing becomes HTML, a style or a link'
const saying = (way: string, said: ByAnswer['text'], more: Partial<ByAnswer> = {}): ByAnswer => ({ way, stops: text, ...more, text: said })

/** What is put where the person reads. */
export const answerWays: readonly ByAnswer[] = [
  saying('a server says HTML', ({ web }) => `<h1>out</h1><img src="${web}/said.png" onerror="window.out=1"><script>window.out=1</script><iframe src="${web}/said"></iframe>`, {
    from: 'CVE-2018-5353, CVE-2023-35719: what the server says is not the server\'s',
  }),
  saying('a server says a style', ({ web }) => `</style><style>*{display:none}body{background:url(${web}/said)}</style>`),
  saying('a server says addresses', ({ web, file }) => `${web}/said ${file} javascript:alert(1) shell:System \\\\127.0.0.1\\c$ mailto:a@b.example`, { from: 'CVE-2023-48654: a link to press' }),
  saying('a server says a pattern of our own words', () => "{helpdesk, select, other {out}} {0} <b>out</b> '{' %s ${1}"),
  saying('a server turns the direction of what is read', () => 'IT \u202e7534 \u2067llac\u2069', { shown: 'IT 7534 llac', stops: 'characters that turn direction are left out of what a server says (client/answer.ts)' }),
  saying('a server says a text without an end or a break', () => 'W'.repeat(20_000), { stops: `${text}; it breaks within its bounds, and what is to be pressed can be reached` }),
  saying('a server says signs that pile up, control characters and none at all', () => `Z${'\u0335\u0321'.repeat(200)} a\u0000b\u0007c\u2028d \ufeff`, { stops: `${text}; it is cut off where its line ends`, shown: 'Z' }),
]

/** @returns what the hostile server says from then on */
export const saidBy = (said: string): { about: Said; begin: Said } => ({
  about: { body: { ...company, company: { name: said, helpdesk: said }, demo: said } },
  begin: { status: 503, body: { ...problem('directory-unreachable', said), title: said, detail: said, instance: said } },
})
