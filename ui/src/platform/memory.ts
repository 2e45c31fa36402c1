/** For unit tests: answers from a table of functions, remembers what was asked. */
import type { Commands } from '@/api/gen/commands';
import type { Platform, PlatformEvent } from './platform';

export type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['request']) => Commands[K]['response'] | Promise<Commands[K]['response']>;
};

export interface MemoryPlatform extends Platform {
  /** Every command so far. */
  asked: { command: string; args: unknown }[];
  /** Plays an event of the host. */
  emit(event: PlatformEvent): void;
}

export function memoryPlatform(answers: Answers): MemoryPlatform {
  const listeners = new Set<(event: PlatformEvent) => void>();
  const asked: MemoryPlatform['asked'] = [];
  const table = answers as Record<string, ((request: unknown) => unknown) | undefined>;
  return {
    asked,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    async rpc(command, args) {
      asked.push({ command, args });
      const answer = table[command];
      if (!answer) throw { code: 'command.unknown', params: { command }, field: null, severity: 'fault' };
      return answer(args);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
