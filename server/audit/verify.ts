import { BEGINNING, type Link, macOf } from './chain.ts'
import { type CutChain, type Cuts, cutsIn } from './cuts.ts'
import { type Head, isSigned } from './head.ts'
import type { AuditKey } from './keys.ts'
import type { Queries } from './queries.ts'
import { chainsIn, linksOf } from './read.ts'

/**
 * - `changed`: the entry is not the one that was written at this place: edited, moved or made up
 * - `missing`: from `seq` to `upTo` there are none
 * - `tail-cut`: a head shows that the chain was longer
 * - `chain-gone`: a head shows that there was this chain
 * - `key-unknown`: made with a key that is not among ours
 * - `head-unsigned`: a head that nobody signed with a key of ours, and that proves nothing
 */
export type Finding = {
  what: 'changed' | 'missing' | 'tail-cut' | 'chain-gone' | 'key-unknown' | 'head-unsigned'
  chain: string
  seq: number
  upTo?: number
}
export type Verified = { chains: number; links: number; findings: readonly Finding[] }

/** Reads every chain from its first link to its last and compares it with the heads that were kept elsewhere. Changes nothing. */
export async function verify(queries: Queries, keys: readonly AuditKey[], heads: readonly Head[]): Promise<Verified> {
  const cuts = await cutsIn(queries, keys)
  const signed = heads.filter((head) => isSigned(head, keys))
  const findings: Finding[] = heads.filter((head) => !signed.includes(head)).map(({ chain, seq }) => ({ what: 'head-unsigned', chain, seq }))
  const chains = await chainsIn(queries)
  let links = 0
  for (const chain of chains) {
    const result = await verifyChain(queries, chain, { keys, cut: cuts.chains.get(chain), heads: signed.filter((head) => head.chain === chain) })
    links += result.links
    findings.push(...result.findings)
  }
  findings.push(...gone(signed, chains, cuts))
  return { chains: chains.length, links, findings }
}

/** Of each chain that is not there any more its last head, unless that was to go. */
function gone(heads: readonly Head[], chains: readonly string[], { before }: Cuts): Finding[] {
  const last = new Map<string, Head>()
  for (const head of heads) if (!chains.includes(head.chain) && head.seq > (last.get(head.chain)?.seq ?? 0)) last.set(head.chain, head)
  return [...last.values()].filter(({ at }) => at >= before).map(({ chain, seq }) => ({ what: 'chain-gone', chain, seq }))
}

type Given = { keys: readonly AuditKey[]; cut: CutChain | undefined; heads: readonly Head[] }

async function verifyChain(queries: Queries, chain: string, { keys, cut, heads }: Given): Promise<Pick<Verified, 'links' | 'findings'>> {
  const findings: Finding[] = []
  const macs = new Map(heads.map(({ seq, mac }) => [seq, mac]))
  let seq = cut?.seq ?? 0
  let before: string | undefined = cut?.mac ?? BEGINNING
  let links = 0
  for (let page = await linksOf(queries, chain); page.length > 0; page = await linksOf(queries, chain, page.at(-1)?.seq)) {
    for (const link of page) {
      links++
      if (link.seq <= (cut?.seq ?? 0)) {
        // None of ours stands before the first, nor among those that were removed.
        findings.push({ what: 'changed', chain, seq: link.seq })
        continue
      }
      if (link.seq > seq + 1) {
        findings.push({ what: 'missing', chain, seq: seq + 1, upTo: link.seq - 1 })
        // What it rests on has gone, so that its own MAC says nothing.
        before = undefined
      }
      const what = before === undefined ? undefined : wrongWith(link, before, keys)
      const headSays = macs.get(link.seq) ?? link.mac
      if (what) findings.push({ what, chain, seq: link.seq })
      else if (headSays !== link.mac) findings.push({ what: 'changed', chain, seq: link.seq })
      seq = link.seq
      before = link.mac
    }
  }
  const longest = Math.max(0, ...heads.map((head) => head.seq))
  if (longest > seq) findings.push({ what: 'tail-cut', chain, seq: seq + 1, upTo: longest })
  return { links, findings }
}

function wrongWith(link: Link, before: string, keys: readonly AuditKey[]): Finding['what'] | undefined {
  const key = keys.find(({ id }) => id === link.key)
  if (!key) return 'key-unknown'
  return macOf(key, link, before) === link.mac ? undefined : 'changed'
}
