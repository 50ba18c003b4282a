// What electron-builder calls while it packs, as electron-builder.yml says.
import path from 'node:path'
import { setFuses } from './fuses.ts'

/** False: the build has put all that it uses into its own files, so nothing is to be installed, compiled or looked for. */
export const beforeBuild = (): Promise<boolean> => Promise.resolve(false)

type Packed = { appOutDir: string; electronPlatformName: string; packager: { executableName: string; appInfo: { productFilename: string } } }

/** When the program lies in its folder, and before anything would be signed. */
export async function afterPack({ appOutDir, electronPlatformName, packager: { executableName, appInfo } }: Packed): Promise<void> {
  await setFuses(path.join(appOutDir, electronPlatformName === 'win32' ? `${appInfo.productFilename}.exe` : executableName))
}
