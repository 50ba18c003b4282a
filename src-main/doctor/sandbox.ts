import { type Finding, findingsOf } from './finding.ts'

const { ok, wrong } = findingsOf('sandbox')

/** What the system says of the process that draws the page. */
export type Drawing = { pid: number; sandboxed: boolean | undefined }

/** @param drawing undefined: the page could not be drawn at all */
export function sandboxFinding(drawing: Drawing | undefined): Finding {
  const mend = "docs/doctor.md says what the sandbox needs of this system; the client does not run without it"
  if (!drawing) return wrong('the first screen was not drawn', mend)
  if (drawing.sandboxed === undefined) return ok('the first screen was drawn; this system does not tell what its process may do')
  return drawing.sandboxed ? ok(`the first screen was drawn, by a process that may do nothing else`) : wrong('the process that draws the page is not confined', mend)
}

/** Linux: the page's process may only make the system calls of a filter (proc(5): Seccomp 2). @param status /proc/<pid>/status */
export const confinedBy = (status: string): boolean => /^Seccomp:\s*2$/m.test(status)
