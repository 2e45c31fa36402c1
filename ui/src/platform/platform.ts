/**
 * What the UI needs from whatever hosts it. The only folder that may import @tauri-apps/*.
 * Every failed command rejects with a `Problem`, never with a string or an Error.
 */
import type { Problem, Tag } from '@/api/gen/commands';

export type PlatformEvent =
  | { type: 'invalidate'; tags: Tag[] }
  /** A scanner on a serial line; `at_ms` is the wall clock of the reading. */
  | { type: 'scan'; text: string; at_ms: number }
  | { type: 'progress'; work: string; done: number; all: number };

export interface Platform {
  /** Runs one command; rejects with a Problem. */
  rpc(command: string, args: unknown): Promise<unknown>;
  /** Listens to the host; the answer ends listening. */
  onEvent(listener: (event: PlatformEvent) => void): () => void;
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as Problem).code === 'string';
}

/** Whatever was thrown, as a Problem. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) {
    return { code: thrown.code, params: thrown.params ?? {}, field: thrown.field ?? null, severity: thrown.severity ?? 'fault' };
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'fault.internal', params: { detail }, field: null, severity: 'fault' };
}
