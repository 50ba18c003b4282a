import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildMsi, type Msi, type Parts } from '../../scripts/msi/build.ts'
import { makeStandIn } from '../../scripts/msi/payload.ts'
import { makePrograms } from '../../scripts/msi/programs.ts'

/** MSIs of any version around a stand-in, for tests: what is in them is built as for the real one. */
export class Workshop {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-msi-'))
  #client: Promise<string> | undefined
  #count = 0

  async build(version: string, more: Partial<Parts> = {}): Promise<Msi> {
    const programs = path.join(this.folder, `programs-${version}`)
    const [client] = await Promise.all([this.client(), makePrograms(programs, version)])
    return buildMsi({ version, folders: [client, programs], standIn: true, ...more }, path.join(this.folder, `msi-${this.#count++}`))
  }

  /** The stand-in's folder. */
  client(): Promise<string> {
    return (this.#client ??= (async () => {
      const client = path.join(this.folder, 'client')
      await makeStandIn(client)
      return client
    })())
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export type Row = Readonly<Record<string, string>>

/** The rows of a table, by the names of its columns. @param msi its file @returns none where there is no such table */
export function tableOf(msi: string, name: string): Row[] {
  const [columns = [], , , ...rows] = execFileSync('msiinfo', ['export', msi, name], { encoding: 'utf8', stdio: 'pipe' }).split('\r\n').filter((line) => line !== '').map((line) => line.split('\t'))
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])))
}
