// What electron-builder calls while it packs, as electron-builder.yml says.
import path from 'node:path'
import { setFuses } from './fuses.ts'

/** False: the build has put all that it uses into its own files, so nothing is to be installed, compiled or looked for. */
export const beforeBuild = (): Promise<boolean> => Promise.resolve(false)

/** When the program lies in its folder, and before anything would be signed. */
export async function afterPack({ appOutDir, packager: { executableName } }: { appOutDir: string; packager: { executableName: string } }): Promise<void> {
  await setFuses(path.join(appOutDir, executableName))
}
