/** What a program takes up at one moment, by name. */
export type Weighed = {
  /** What is the same after every recovery. */
  exact: Record<string, number>
  /** What wavers by a few: the system has a thread more, the page has just been drawn. */
  handles: Record<string, number>
  /** In kB. */
  memory: Record<string, number>
}

export const together = (...parts: readonly Partial<Weighed>[]): Weighed => ({
  exact: Object.fromEntries(parts.flatMap(({ exact = {} }) => Object.entries(exact))),
  handles: Object.fromEntries(parts.flatMap(({ handles = {} }) => Object.entries(handles))),
  memory: Object.fromEntries(parts.flatMap(({ memory = {} }) => Object.entries(memory))),
})
