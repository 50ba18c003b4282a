import { check } from './check.ts'
import type { Command } from './command.ts'
import { serve } from './serve.ts'

/** Every command, the one that runs without a name first. */
export const commands: readonly [Command, ...Command[]] = [serve, check]
