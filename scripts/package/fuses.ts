import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * Every fuse that an Electron can have, as the packaged client has it. A fuse missing here does not compile; one that an Electron
 * has and this list does not know stops the packing.
 */
export const productionFuses: Readonly<Record<FuseName, boolean>> = {
  /** ELECTRON_RUN_AS_NODE would make the program run any script (S-02). */
  RunAsNode: false,
  /** No cookie is ever written: sessions live in memory, and Chromium's folder goes with each run. Should one be, it is not plain. */
  EnableCookieEncryption: true,
  /** NODE_OPTIONS and NODE_EXTRA_CA_CERTS (S-02, S-05). */
  EnableNodeOptionsEnvironmentVariable: false,
  /** --inspect and its kin, and SIGUSR1, which opens the same port (S-02). */
  EnableNodeCliInspectArguments: false,
  /** The archive is checked against its hash in the program: Windows and macOS have it, Linux does not (S-03). */
  EnableEmbeddedAsarIntegrityValidation: true,
  /** No folder `app` beside the archive takes its place (S-03). */
  OnlyLoadAppFromAsar: true,
  /** There is no snapshot of our own. */
  LoadBrowserProcessSpecificV8Snapshot: false,
  /** Our screens have a scheme of their own; `file:` is a page's like any other, and no page gets there (S-01). */
  GrantFileProtocolExtraPrivileges: false,
  /** How V8 checks the bounds of WebAssembly, of which the client has none: as Chromium has it. */
  WasmTrapHandlers: true,
}

export type FuseName = keyof typeof FuseV1Options

/** A fuse as a program has it. `name`: undefined where nobody here knows it. */
export type Fuse = { index: number; name: FuseName | undefined; on: boolean }

/** @param executable of an Electron @returns all of its fuses: an older Electron has fewer */
export async function readFuses(executable: string): Promise<Fuse[]> {
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(wire).filter(([index]) => /^\d+$/.test(index)).map(([index, state]) => ({
    index: Number(index), name: nameOf(Number(index)), on: state === FuseState.ENABLE,
  }))
}

/** @throws Error when the program has a fuse that `productionFuses` does not state */
export async function setFuses(executable: string): Promise<void> {
  const stated = (await readFuses(executable)).map(({ index, name }): [number, boolean] => {
    if (name === undefined) throw new Error(`This Electron has a fuse, number ${index}, that scripts/package/fuses.ts does not state`)
    return [index, productionFuses[name]]
  })
  await flipFuses(executable, { version: FuseVersion.V1, ...Object.fromEntries(stated) })
}

function nameOf(index: number): FuseName | undefined {
  const name = FuseV1Options[index]
  return name !== undefined && isFuseName(name) ? name : undefined
}

const isFuseName = (name: string): name is FuseName => Object.hasOwn(productionFuses, name)
