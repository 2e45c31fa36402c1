/**
 * A browser in front of `cordkeep serve`: POST /rpc/{command}; events by long poll of GET /events?after=N, which
 * answers `{ next, events }` as soon as there are events behind N, or empty after a while.
 */
import type { Problem } from '@/api/gen/commands';
import { asProblem, isProblem, type Platform, type PlatformEvent } from './platform';

const RETRY_MS = 3000;

export function httpPlatform(base = ''): Platform {
  return {
    async rpc(command, args) {
      let response: Response;
      try {
        response = await fetch(`${base}/rpc/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(args ?? {}),
        });
      } catch {
        throw fault('network.unreachable', { address: location.origin });
      }
      const body: unknown = await response.json().catch(() => null);
      if (response.ok) return body;
      throw isProblem(body) ? asProblem(body) : fault('fault.internal', { detail: `HTTP ${response.status}` });
    },
    onEvent(listener) {
      const stop = new AbortController();
      void poll(base, listener, stop.signal);
      return () => stop.abort();
    },
  };
}

async function poll(base: string, listener: (event: PlatformEvent) => void, signal: AbortSignal): Promise<void> {
  let after = 0;
  while (!signal.aborted) {
    try {
      const response = await fetch(`${base}/events?after=${after}`, { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const page = (await response.json()) as { next: number; events: PlatformEvent[] };
      after = page.next;
      page.events.forEach(listener);
    } catch {
      await pause(RETRY_MS, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function fault(code: string, params: Problem['params']): Problem {
  return { code, params, field: null, severity: 'fault' };
}
