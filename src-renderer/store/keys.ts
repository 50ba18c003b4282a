/** Reads what each key of the machine's own keyboard types, by its place (UI Events KeyboardEvent code values). */
export type ReadKeys = () => Promise<ReadonlyMap<string, string>>

/** Keyboard Map (WICG), which Chromium alone has: what a key types alone, never what somebody types. */
export const machineKeys: ReadKeys = () => {
  const keyboard: unknown = Reflect.get(navigator, 'keyboard')
  return knowsKeys(keyboard) ? keyboard.getLayoutMap() : Promise.resolve(new Map())
}

const knowsKeys = (keyboard: unknown): keyboard is { getLayoutMap: ReadKeys } => typeof keyboard === 'object' && keyboard !== null && 'getLayoutMap' in keyboard
