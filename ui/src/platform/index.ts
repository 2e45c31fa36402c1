/** Chooses the host once; tests put their own in place by `setPlatform`. */
import { httpPlatform } from './http';
import type { Platform } from './platform';
import { tauriPlatform } from './tauri';

export { asProblem, isProblem, type Platform, type PlatformEvent } from './platform';

let current: Platform | null = null;

export function platform(): Platform {
  current ??= '__TAURI_INTERNALS__' in window ? tauriPlatform() : httpPlatform();
  return current;
}

export function setPlatform(next: Platform): void {
  current = next;
}
