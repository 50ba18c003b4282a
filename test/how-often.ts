const given = process.env['GATEHOUSE_SOAK']
const factor = Number(given ?? 1)

/** Whether this is `npm run soak`. */
export const soaking = given !== undefined

/** How often a property is tried: `usual` in `npm test`, a multiple of it in `npm run soak`. */
export const runs = (usual: number): number => Math.round(usual * factor)
