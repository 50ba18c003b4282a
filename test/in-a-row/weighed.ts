/** What a program takes up at one moment, by name. */
export type Weighed = {
  /** What is the same after every recovery. */
  exact: Record<string, number>
  /** What wavers by a few: the system has a thread more, the page has just been drawn. */
  handles: Record<string, number>
  /** What programs in JavaScript keep, with everything collected that can be. In kB. */
  heaps: Record<string, number>
  /** What processes occupy, in kB: what was let go of stays with them for a while. */
  memory: Record<string, number>
  /** The same of the main process, in which Electron itself keeps something of each window. */
  main: Record<string, number>
}

export const together = (...parts: readonly Partial<Weighed>[]): Weighed => ({
  exact: Object.fromEntries(parts.flatMap(({ exact = {} }) => Object.entries(exact))),
  handles: Object.fromEntries(parts.flatMap(({ handles = {} }) => Object.entries(handles))),
  heaps: Object.fromEntries(parts.flatMap(({ heaps = {} }) => Object.entries(heaps))),
  memory: Object.fromEntries(parts.flatMap(({ memory = {} }) => Object.entries(memory))),
  main: Object.fromEntries(parts.flatMap(({ main = {} }) => Object.entries(main))),
})
