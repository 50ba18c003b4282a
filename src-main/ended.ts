/** How the program ends: what a launcher or a script can tell apart. */
export const ENDED = { left: 0, notSetUp: 2, startRefused: 3, pageKeepsFailing: 4, alreadyRunning: 5, nothingHandedOver: 6, launcherGone: 7 } as const
