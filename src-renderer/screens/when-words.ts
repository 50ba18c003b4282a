/** Values for texts that say when something will be possible. In hours once minutes would be more exact than anybody plans. */
export function whenValues(seconds: number | undefined): { unit: 'minutes' | 'hours' | 'never'; count: number } {
  if (seconds === undefined) return { unit: 'never', count: 0 }
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return minutes < 90 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.round(minutes / 60) }
}
