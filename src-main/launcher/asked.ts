/** With which the launcher at the Windows sign-in screen starts the client: the one switch that the packaged program takes. */
export const KIOSK_SWITCH = '--kiosk'

/** @param args without the program. @returns whether a launcher started it, by exactly that switch, once; and the arguments that are left */
export function launchAsked(args: readonly string[]): { launched: boolean; others: string[] } {
  const at = args.indexOf(KIOSK_SWITCH)
  return { launched: at >= 0, others: args.filter((_arg, place) => place !== at) }
}
