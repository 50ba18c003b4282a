import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { isAddress } from '../delivery/address.ts'
import { knownCountry, readNumber } from '../delivery/sms/number.ts'
import { type ImportReport, importRows } from '../registration/import/import.ts'
import { readImport, type RowMistake } from '../registration/import/rows.ts'
import { surroundings } from '../surroundings.ts'
import { type Command, configSwitch, type Terminal } from './command.ts'
import { withPeople } from './with-people.ts'

const HOUR = 3_600_000

export const registrationsImport: Command = {
  name: 'registrations import',
  says: 'Registers the numbers and addresses of a CSV file with the columns account or objectGUID, number, mail. What people registered themselves stays.',
  switches: {
    config: configSwitch,
    file: { takes: 'FILE', required: true, says: 'the CSV file, in UTF-8' },
    'dry-run': { says: 'changes nothing and tells what would become of each line' },
    replace: { says: 'overwrites what people registered themselves, too' },
  },
  async run({ text, has }, terminal) {
    const path = text('file')
    const bytes = await readFile(path).catch(() => undefined)
    if (!bytes) {
      terminal.err(`${path} cannot be read; must be a CSV file`)
      return 2
    }
    return withPeople(text('config'), terminal, async ({ config, policy, directory, registrations, trail }) => {
      // Whoever can be called: an SMS takes a mobile number, and looks for one among what is registered.
      const reads = readNumber(knownCountry(policy.registration.defaultCountry ?? config.sms?.country), 'call')
      const number = (written: string) => {
        const read = reads(written)
        return 'to' in read ? read.to : undefined
      }
      const { rows, mistakes, whole } = readImport(bytes, { number, isAddress })
      if (whole) {
        say(path, mistakes, terminal)
        terminal.err('Nothing was imported.')
        return 2
      }
      const dryRun = has('dry-run')
      const report = await importRows(rows, {
        directory, registrations, replace: has('replace'), dryRun, now: Date.now, caseNumber: surroundings.caseNumber,
        outsideFrom: (now) => now + policy.registration.hoursBeforeOutside * HOUR,
      })
      const refused = [...mistakes, ...report.refused].toSorted((a, b) => a.line - b.line)
      const { added, replaced, unchanged, kept } = report
      if (!dryRun) await trail.record([{ kind: 'registrations-imported', added, replaced, unchanged, kept, refused: refused.length }])
      say(path, refused, terminal)
      for (const line of linesOf(report, refused.length, dryRun)) terminal.out(line)
      if (report.stoppedAt) terminal.err(`${basename(path)}:${report.stoppedAt.line}: the directory gave no answer any more (${report.stoppedAt.why}). Nothing from that line on was looked at: import the file again.`)
      return refused.length > 0 || report.stoppedAt ? 1 : 0
    }, { tells: !has('dry-run') })
  },
}

/** Without any value: what is printed here ends up in tickets. */
function say(path: string, mistakes: readonly RowMistake[], { err }: Terminal): void {
  for (const { line, what, right } of mistakes) err(`${basename(path)}:${line}: ${what}; ${right}`)
}

function linesOf({ added, replaced, unchanged, kept }: ImportReport, refused: number, dryRun: boolean): string[] {
  const counts: [number, string][] = [
    [added, 'added'], [replaced, 'replaced'], [unchanged, 'unchanged'], [kept, 'kept as the person registered it (--replace overwrites it)'], [refused, 'refused'],
  ]
  return [...counts.map(([count, what]) => `${String(count).padStart(6)} ${what}`), ...(dryRun ? ['Nothing was changed: this was a dry run.'] : [])]
}
