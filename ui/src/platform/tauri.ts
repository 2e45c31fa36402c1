/** The desktop window: one `rpc` command, one event channel. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { asProblem, type Platform, type PlatformEvent } from './platform';

export function tauriPlatform(): Platform {
  return {
    rpc: (command, args) =>
      invoke('rpc', { command, args }).catch((thrown: unknown) => {
        throw asProblem(thrown);
      }),
    onEvent: (listener) => {
      const listening = listen<PlatformEvent>('cordkeep://event', (event) => listener(event.payload));
      return () => void listening.then((stop) => stop());
    },
  };
}
