/**
 * A browser in front of `cordkeep serve`: POST /rpc/{command}; events by long poll. GET /events gives the newest number,
 * GET /events?after=N `{ next, events, missed }` as soon as there are events behind N, or empty after a while.
 */
import { COMMAND_TAGS, type Problem } from '@/api/gen/commands';
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
  let after: number | null = null;
  while (!signal.aborted) {
    try {
      const response: Response = await fetch(after === null ? `${base}/events` : `${base}/events?after=${after}`, { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const page = (await response.json()) as Page;
      after = page.next;
      if (page.missed) listener({ type: 'invalidate', tags: ALL_TAGS });
      page.events.forEach(listener);
    } catch {
      await pause(RETRY_MS, signal);
    }
  }
}

interface Page {
  next: number;
  events: PlatformEvent[];
  /** Events were lost, or the host was started anew: everything is to be asked again. */
  missed: boolean;
}

const ALL_TAGS = [...new Set(Object.values(COMMAND_TAGS).flat())];

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function fault(code: string, params: Problem['params']): Problem {
  return { code, params, field: null, severity: 'fault' };
}
