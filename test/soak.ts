const factor = Number(process.env['GATEHOUSE_SOAK'] ?? 1)

/** How often a property is tried: `usual` in `npm test`, a multiple of it in `npm run soak`. */
export const runs = (usual: number): number => Math.round(usual * factor)
