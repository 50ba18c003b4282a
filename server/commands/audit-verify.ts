import type { Finding } from '../audit/verify.ts'
import { type Command, configSwitch } from './command.ts'
import { withAudit } from './with-audit.ts'

export const auditVerify: Command = {
  name: 'audit verify',
  says: 'Reads the whole record of what happened and names everything in it that was changed or has gone; nothing wrong: 0.',
  switches: {
    config: configSwitch,
    heads: { takes: 'FILE', says: 'heads that were kept elsewhere: their folder, a file of them, or a log' },
  },
  run: ({ text, textIfGiven }, terminal) => withAudit(text('config'), terminal, async ({ store, keys }) => {
    const file = textIfGiven('heads')
    const [{ readHeads }, { verify }, { inRanges }] = await Promise.all([import('../audit/heads.ts'), import('../audit/verify.ts'), import('../audit/ranges.ts')])
    const heads = file === undefined ? [] : await readHeads(file).catch(() => undefined)
    if (!heads || (file !== undefined && heads.length === 0)) {
      terminal.err(`${file} holds no head; must be a folder or file of heads, or a log of the server`)
      return 2
    }
    const { chains, links, findings } = await verify(store.database, keys, heads)
    for (const finding of inRanges(findings)) terminal.out(wordsOf(finding))
    const read = `${links} entries in ${chains} chains, ${heads.length} heads: `
    terminal.out(`${read}${findings.length === 0 ? 'nothing was changed and nothing is missing.' : `${findings.length} findings.`}`)
    // Without them nobody can tell that the newest entries, or a whole chain, are not there.
    if (file === undefined) terminal.out('Without --heads a missing end of a chain is not seen.')
    return findings.length === 0 ? 0 : 1
  }),
}

function wordsOf({ what, chain, seq, upTo }: Finding): string {
  const place = `${chain} ${seq}${upTo === undefined || upTo === seq ? '' : ` to ${upTo}`}`
  switch (what) {
    case 'changed': return `${place}: is not the entry that was written there`
    case 'missing': return `${place}: missing`
    case 'tail-cut': return `${place}: missing at the end; a head shows that they were there`
    case 'chain-gone': return `${place}: the whole chain is missing; a head shows that it was there`
    case 'key-unknown': return `${place}: made with a key that is not in keys.auditFile`
    case 'head-unsigned': return `${place}: a head that no key of keys.auditFile has signed`
  }
}
